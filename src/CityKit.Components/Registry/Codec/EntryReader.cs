using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using CityKit.Grids.Maps;
using NodaTime;

namespace CityKit.Components.Registry.Codec;

/// <summary>
/// Reads what <see cref="EntryWriter"/> wrote. After the first error every value is empty, and the entry is not given out.
/// </summary>
internal static class EntryReader
{
    private static readonly LocalizedText CreditCode = new("统一社会信用代码", "a unified social credit code");
    private static readonly LocalizedText Division = new("行政区划代码", "an area code");
    private static readonly LocalizedText UnitGrid = new("单元网格代码，或“体系:代码”", "a unit grid's code or scheme:code");

    private delegate bool Parser<T>(string text, IFormatProvider? provider, out T value);

    internal static ComponentEvent? Read(ref WireReader reader)
    {
        var start = reader.Position;
        var fields = reader.ReadArrayHeader();
        if (fields is not (EntryWriter.Fields or EntryWriter.Fields + 1))
            reader.Reject(start,
                new("其他个数的值", "another count of values"),
                new($"{EntryWriter.Fields} 个或多一个", $"{EntryWriter.Fields} or one more"));
        start = reader.Position;
        if (reader.ReadInt64() != EntryWriter.Version) reader.Reject(start,
            new("其他版本", "another version"), LocalizedText.Values($"{EntryWriter.Version}"));
        var (number, kind) = (Whole(ref reader, 1, int.MaxValue),
            (ComponentEventKind)Whole(ref reader, 1, (int)ComponentEventKind.Handover));
        var (on, at) = (Day(ref reader), InstantNanoseconds.FromUnixNanoseconds(reader.ReadInt64()));
        var (by, reason) = (Text(ref reader), Text(ref reader));
        var after = ReadComponent(ref reader);
        if (fields > EntryWriter.Fields) after = after with { ExternalId = Text(ref reader) };
        if (!reader.AtEnd) reader.RejectRest(new("条目", "entry"));
        return reader.Error is null ? new ComponentEvent(number, kind, new EventRecord(on, at, by, reason), after) : null;
    }

    private static Component ReadComponent(ref WireReader reader) => new()
    {
        Id = ReadId(ref reader),
        Name = Text(ref reader),
        Department = Body(ref reader) ?? Missing(ref reader),
        Owner = Body(ref reader),
        Maintainer = Body(ref reader),
        Grid = Code<GridKey>(ref reader, (string text, IFormatProvider? _, out GridKey key) => GridKey.TryParseShort(text, out key),
            UnitGrid),
        State = (ComponentState)Whole(ref reader, 0, byte.MaxValue),
        FirstSurveyed = Day(ref reader),
        Changed = OptionalDay(ref reader),
        DataSource = (ComponentDataSource)Whole(ref reader, 0, byte.MaxValue),
        Note = Text(ref reader),
        Street = Area(ref reader),
        Community = Area(ref reader),
        Location = Place(ref reader),
        Photos = Photos(ref reader),
    };

    private static ComponentId ReadId(ref WireReader reader)
    {
        var (at, digits) = (reader.Position, reader.ReadInt64());
        if (ComponentId.TryFromInt64(digits, out var id)) return id;
        reader.Reject(at, LocalizedText.Values($"{digits}"), new("部件标识码", "a component id"));
        return default;
    }

    private static ResponsibleBody? Body(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        Pair(ref reader);
        var name = Text(ref reader);
        var code = Code<UnifiedSocialCreditCode>(ref reader, UnifiedSocialCreditCode.TryReadStored, CreditCode);
        return new ResponsibleBody(name, code == default ? null : code);
    }

    private static ResponsibleBody Missing(ref WireReader reader)
    {
        reader.Reject(reader.Position, new("空", "nothing"), new("部门", "a department"));
        return new ResponsibleBody("");
    }

    private static AreaName? Area(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        Pair(ref reader);
        var code = Code<AreaCode>(ref reader, AreaCode.TryParse, Division);
        return new AreaName(code, Text(ref reader));
    }

    private static void Pair(ref WireReader reader)
    {
        var at = reader.Position;
        if (reader.ReadArrayHeader() != 2) reader.Reject(at, new("其他个数的值", "another count of values"), LocalizedText.Values("2"));
    }

    private static GeoPoint Place(ref WireReader reader)
    {
        var (at, longitude, latitude) = (reader.Position, reader.ReadDouble(), reader.ReadDouble());
        if (!GeoPoint.TryFromDegrees(longitude, latitude, out var place))
            reader.Reject(at, LocalizedText.Values($"{longitude}, {latitude}"), new("经度和纬度", "longitude and latitude"));
        return place;
    }

    private static PhotoList Photos(ref WireReader reader)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count > PhotoList.MaxCount) reader.Reject(at,
            new($"{count} 张照片", $"{count} photos"), WireError.AtMost(PhotoList.MaxCount));
        if (count == 0 || reader.Error is not null) return default;
        var photos = new string[count];
        for (var i = 0; i < count; i++) photos[i] = Text(ref reader);
        if (Array.TrueForAll(photos, PhotoList.IsValid)) return PhotoList.Of(photos);
        reader.Reject(at, new("不是引用的文本", "a text that is no reference"), new("照片引用", "photo references"));
        return default;
    }

    private static T Code<T>(ref WireReader reader, Parser<T> parse, LocalizedText expected) where T : struct
    {
        var at = reader.Position;
        var text = reader.ReadString(ComponentCodec.MaxTextBytes);
        if (!parse(text, null, out var value) && text.Length > 0) reader.Reject(at, LocalizedText.Values($"'{text}'"), expected);
        return value;
    }

    private static LocalDate Day(ref WireReader reader)
    {
        var (at, number) = (reader.Position, reader.ReadInt64());
        if (!DayNumber.TryRead(number, out var day)) reader.Reject(at,
            LocalizedText.Values($"{number}"), new("日期，形如 yyyymmdd", "a day as yyyymmdd"));
        return day;
    }

    private static LocalDate? OptionalDay(ref WireReader reader)
    {
        var (at, number) = (reader.Position, reader.ReadInt64());
        if (number == 0) return null;
        if (!DayNumber.TryRead(number, out var day)) reader.Reject(at,
            LocalizedText.Values($"{number}"), new("日期，形如 yyyymmdd，或 0", "a day as yyyymmdd, or 0"));
        return day;
    }

    private static int Whole(ref WireReader reader, int least, int most)
    {
        var (at, number) = (reader.Position, reader.ReadInt64());
        if (number >= least && number <= most) return (int)number;
        reader.Reject(at, LocalizedText.Values($"{number}"), WireError.Between(least, most));
        return least;
    }

    private static string Text(ref WireReader reader) => reader.ReadString(ComponentCodec.MaxTextBytes);
}
