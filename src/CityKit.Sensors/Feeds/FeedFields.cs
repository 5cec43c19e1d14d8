using CityKit.Core;
using CityKit.Sensors.Register;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Sensors.Feeds;

/// <summary>The fields of one line, read in order; the first wrong one rejects the line.</summary>
internal static class FeedFields
{
    private const int Register = 0, Unit = 1, Reading = 2, ReadAt = 3, ReceivedAt = 4, Source = 5;
    private static readonly Instant Earliest = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);

    internal static FeedRow Read(long row, string[] fields, FeedColumns columns, FeedLimits limits)
    {
        if (fields.Length < columns.Least)
            return FeedReject.Of(row, "", string.Join(',', fields), $"the line has {fields.Length} fields, not {columns.Least}",
                $"本行有 {fields.Length} 个字段，应为 {columns.Least} 个");
        string Field(int column) => fields[columns[column]];
        FeedReject Wrong(int column, string en, string zh) => FeedReject.Of(row, FeedColumns.Names[column], Field(column), en, zh);
        for (var column = 0; column < FeedColumns.Names.Length; column++)
            if (!IsText(Field(column), limits))
                return Wrong(column, $"a field is UTF-8 of 1 to {limits.FieldCharacters} characters",
                    $"字段须为 1 至 {limits.FieldCharacters} 个 UTF-8 字符");
        if (!SensorName.TryParse(Field(Register), null, out var register))
            return Wrong(Register, "a register is 1 to 64 of a-z, 0-9, '.', '_', '-'", "表号须为 1 至 64 个字符（小写字母、数字、. _ -）");
        if (!Amount.TryParse($"0 {Field(Unit)}", null, out _))
            return Wrong(Unit, "a unit is 1 to 16 characters without space, such as m3", "单位须为 1 至 16 个字符，如 m3");
        if (!Amount.TryParse($"{Field(Reading)} {Field(Unit)}", null, out var reading) || reading.Number < 0)
            return Wrong(Reading, $"a reading is a decimal number from 0 to {Amount.MaxNumber}", $"读数须为 0 至 {Amount.MaxNumber} 的十进制数");
        if (!TryInstant(Field(ReadAt), out var readAt)) return Wrong(ReadAt, TimeEn, TimeZh);
        if (!TryInstant(Field(ReceivedAt), out var receivedAt)) return Wrong(ReceivedAt, TimeEn, TimeZh);
        return new FeedReading(row, register, reading, readAt, receivedAt, Field(Source));
    }

    private const string TimeEn = "a time has its offset, such as 2026-11-21T08:00:00+08:00, and is between 2000 and 2200";
    private const string TimeZh = "时间须带时区，如 2026-11-21T08:00:00+08:00，且在 2000 至 2200 年之间";

    private static bool IsText(string field, FeedLimits limits) =>
        field.Length > 0 && field.Length <= limits.FieldCharacters && !field.Contains('\ufffd', StringComparison.Ordinal);

    private static bool TryInstant(string field, out Instant instant)
    {
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(field);
        instant = parsed.Success ? parsed.Value.ToInstant() : default;
        return parsed.Success && instant >= Earliest && instant < Latest;
    }
}
