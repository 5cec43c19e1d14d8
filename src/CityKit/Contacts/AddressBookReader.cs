using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Alerts;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Contacts;

/// <summary>Reads the file of an address book.</summary>
/// <param name="audiences">The audiences that exist, besides bodies and contacts.</param>
/// <param name="channels">The channels that exist.</param>
internal sealed class AddressBookReader(IReadOnlyCollection<string> audiences, IReadOnlyCollection<string> channels)
{
    private const int MaxText = 64;
    private const int MaxAddress = 256;

    private static readonly (string, IsoDayOfWeek)[] Days =
        [("mon", IsoDayOfWeek.Monday), ("tue", IsoDayOfWeek.Tuesday), ("wed", IsoDayOfWeek.Wednesday), ("thu", IsoDayOfWeek.Thursday),
            ("fri", IsoDayOfWeek.Friday), ("sat", IsoDayOfWeek.Saturday), ("sun", IsoDayOfWeek.Sunday)];

    private readonly Dictionary<string, Person> people = [];

    internal AddressBook? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var file = ConfigReader.Parse(utf8);
        file.Integer("schema", 1, 1);
        var zone = ReadZone(file);
        foreach (var person in file.Objects("people")) ReadPerson(person);
        var duties = file.Objects("duties").Select(ReadDuty).ToArray();
        var fallback = KnownPeople(file, "fallback");
        if (fallback.Any(id => people[id].Channels.IsEmpty)) file.Reject("fallback", new("有联系渠道的人员", "people who have a channel"));
        file.Close();
        errors = file.Errors;
        return errors.Count > 0 ? null : new AddressBook(zone, people.Values, duties, fallback);
    }

    private static DateTimeZone ReadZone(ConfigReader file)
    {
        var name = file.Text("timeZone");
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone) return zone;
        if (name.Length > 0)
            file.Reject("timeZone", new("时区，如 Asia/Shanghai", "a time zone such as Asia/Shanghai"),
                NearMiss.Of(name, DateTimeZoneProviders.Tzdb.Ids));
        return DateTimeZone.Utc;
    }

    private void ReadPerson(ConfigReader reader)
    {
        var language = reader.WordOr("language", Language.Zh, ("zh", Language.Zh), ("en", Language.En));
        var person = new Person(reader.Text("id", MaxText), language,
            [.. reader.Objects("channels", 8).Select(ReadChannel)], reader.ObjectOrNull("quiet") is { } quiet ? ReadQuiet(quiet) : null);
        if (!people.TryAdd(person.Id, person) && person.Id.Length > 0) reader.Reject("id", new("他人未用过的 id", "an id that nobody else has"));
        reader.Close();
    }

    private PersonChannel ReadChannel(ConfigReader reader)
    {
        var channel = new PersonChannel(reader.Text("channel", MaxText), reader.Text("address", MaxAddress));
        if (channel.Channel.Length > 0 && !channels.Contains(channel.Channel))
            reader.Reject("channel", LocalizedText.Values(channels), NearMiss.Of(channel.Channel, channels));
        reader.Close();
        return channel;
    }

    private static QuietHours ReadQuiet(ConfigReader reader)
    {
        var quiet = new QuietHours(reader.TimeOfDay("from"), reader.TimeOfDay("until"), reader.WordOr("except", Severity.Critical,
            ("info", Severity.Info), ("warning", Severity.Warning), ("critical", Severity.Critical)));
        reader.Close();
        return quiet;
    }

    private Duty ReadDuty(ConfigReader reader)
    {
        var scope = new DutyScope(reader.TextOrNull("grid", MaxText), reader.TextOrNull("compound", MaxText));
        var duty = new Duty(ReadAudience(reader), scope, [.. reader.Objects("weekly", required: false).Select(ReadWeekly)],
            reader.Objects("exceptions", required: false).GroupBy(ReadDate, ReadShift)
                .ToImmutableDictionary(date => date.Key, date => date.ToImmutableArray()));
        reader.Close();
        return duty;
    }

    private string ReadAudience(ConfigReader reader)
    {
        var audience = reader.Text("audience", MaxText);
        if (audience.Length > 0 && !Audiences.Exists(audience, audiences))
            reader.Reject("audience", Audiences.Allowed(audiences), NearMiss.Of(audience, audiences));
        return Audiences.Plain(audience);
    }

    private Shift ReadWeekly(ConfigReader reader)
    {
        var days = reader.Texts("days", 7, MaxText).Select(day => DayOf(reader, day)).ToImmutableHashSet();
        return ReadShift(reader) with { Days = days };
    }

    private static IsoDayOfWeek DayOf(ConfigReader reader, string text)
    {
        var day = Days.FirstOrDefault(known => known.Item1 == text).Item2;
        if (day == IsoDayOfWeek.None)
            reader.Reject("days", LocalizedText.Values(Days.Select(known => known.Item1)), found: LocalizedText.Values($"'{text}'"));
        return day;
    }

    private static LocalDate ReadDate(ConfigReader reader)
    {
        var parsed = LocalDatePattern.Iso.Parse(reader.Text("date", MaxText));
        if (!parsed.Success) reader.Reject("date", new("日期，如 2026-10-01", "a date such as 2026-10-01"));
        return parsed.Success ? parsed.Value : default;
    }

    private Shift ReadShift(ConfigReader reader)
    {
        var shift = new Shift([], reader.TimeOfDay("from"), reader.TimeOfDay("until"), [.. KnownPeople(reader, "people")]);
        reader.Close();
        return shift;
    }

    private List<string> KnownPeople(ConfigReader reader, string name)
    {
        var ids = reader.Texts(name, maxLength: MaxText);
        foreach (var unknown in ids.Where(id => !people.ContainsKey(id)))
            reader.Reject(name, new("people 中的 id", "ids of 'people'"), NearMiss.Of(unknown, people.Keys),
                LocalizedText.Values($"'{unknown}'"));
        return [.. ids.Where(people.ContainsKey)];
    }
}
