package dev.tributary.mysql.ddl;

import java.util.Set;

/** Words before a parenthesis that call no function of a user: the server's own functions, as far as they are usual, and keywords. */
final class ServerFunctions {

    private static final Set<String> WORDS = Set.of("""
            all and any as between by case check distinct else exists fields columns from if in interval into is join key like
            limit not on or over partition rlike select set some table then union using value values when where with xor row
            binary char character decimal numeric varchar unsigned signed float double bit date time datetime timestamp year
            abs acos adddate addtime aes_decrypt aes_encrypt ascii asin atan atan2 avg benchmark bin bin_to_uuid bit_and bit_count
            bit_length bit_or bit_xor cast ceil ceiling char_length character_length charset coalesce coercibility collation
            compress concat concat_ws connection_id conv convert convert_tz cos cot count crc32 cume_dist curdate current_date
            current_time current_timestamp current_user curtime database date_add date_format date_sub datediff day dayname
            dayofmonth dayofweek dayofyear default degrees dense_rank elt exp export_set extract extractvalue field find_in_set
            first_value floor format found_rows from_base64 from_days from_unixtime get_format get_lock greatest group_concat
            grouping hex hour ifnull inet6_aton inet6_ntoa inet_aton inet_ntoa insert instr is_free_lock is_ipv4 is_ipv6
            is_used_lock isnull json_array json_array_append json_array_insert json_arrayagg json_contains json_contains_path
            json_depth json_extract json_insert json_keys json_length json_merge json_merge_patch json_merge_preserve json_object
            json_objectagg json_overlaps json_pretty json_quote json_remove json_replace json_search json_set json_storage_size
            json_table json_type json_unquote json_valid json_value lag last_day last_insert_id last_value lcase lead least left
            length ln load_file localtime localtimestamp locate log log10 log2 lower lpad ltrim make_set makedate maketime match
            max md5 microsecond mid min minute mod month monthname name_const now nth_value ntile nullif oct octet_length ord
            percent_rank period_add period_diff pi position pow power quarter quote radians rand random_bytes rank regexp
            regexp_instr regexp_like regexp_replace regexp_substr release_all_locks release_lock repeat replace reverse right
            round row_count row_number rpad rtrim schema sec_to_time second session_user sha sha1 sha2 sign sin sleep soundex
            space sqrt std stddev stddev_pop stddev_samp str_to_date strcmp subdate substr substring substring_index subtime sum
            sysdate system_user tan time_format time_to_sec timediff timestampadd timestampdiff to_base64 to_days to_seconds trim
            truncate ucase uncompress uncompressed_length unhex unix_timestamp updatexml upper user utc_date utc_time
            utc_timestamp uuid uuid_short uuid_to_bin var_pop var_samp variance version week weekday weekofyear weight_string
            yearweek""".strip().split("\\s+"));

    private ServerFunctions() {}

    static boolean contain(String word) {
        return WORDS.contains(ReplicatedTables.lower(word));
    }
}
