using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cases.Tests;

/// <summary>What the tests share: the invented policy, an engine, people, and local times.</summary>
internal static class TestWorld
{
    internal static readonly ClassKey LitterBin = ClassKey.Component(CatalogueStandard.GbT30428, "0305");

    internal static WorkPolicy Policy { get; } = ReadPolicy();

    /// <summary>The policy with every dispatch row automatic.</summary>
    internal static WorkPolicy AutomaticPolicy { get; } =
        Policy with { Dispatch = [.. Policy.Dispatch.Select(row => row with { Automatic = true })] };

    internal static WorkEngine Engine { get; } = EngineWith(Policy);

    /// <summary>A district command centre whose staff holds three roles.</summary>
    internal static Actor Centre { get; } = Actor.Of("centre-1", "区指挥中心", Role.Acceptor, Role.DutyLeader, Role.Dispatcher);

    internal static Actor Inspector { get; } = Actor.Of("inspector-7", "区信息采集队", Role.Inspector);

    internal static Actor StreetOffice { get; } = Actor.Of("street-3", "浮山新区街道", Role.CompetentDepartment);

    internal static Actor Leader { get; } = Actor.Of("leader-1", "区政府", Role.Oversight);

    internal static WorkEngine EngineWith(WorkPolicy policy, WorkCalendar? calendar = null) =>
        new(ProfileCatalogue.BuiltIn, policy, calendar ?? WorkCalendar.BuiltIn);

    internal static Instant At(string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(local).Value.InZoneStrictly(WorkCalendar.Zone)
            .ToInstant();

    internal static OpenWorkItem Report(string cause = "report/1", string profile = "city-management") =>
        new(WorkItemId.FromCause(cause), profile, "inspector")
    {
        Class = LitterBin,
        Title = new LocalizedText("垃圾箱脏污", "Dirty litter bin"),
        Place = new WorkPlace { Point = GeoPoint.FromDegrees(120.409, 36.101), Grid = "370203991001001", Address = "劲松三路与合肥路路口" },
    };

    internal static Profile ProfileOf(string id) => ProfileCatalogue.BuiltIn.TryGet(id, out var profile) ? profile
        : throw new InvalidOperationException(id);

    /// <summary>A command with every field a table may ask for.</summary>
    internal static WorkCommand Full(string name, string profile)
    {
        string[] needs = [.. ProfileOf(profile).Transitions.Where(row => row.Command == name).SelectMany(row => row.Needs)];
        return new(name)
        {
            Reason = "理由 reason",
            Reply = "答复 reply",
            Photo = "photo/1",
            Condition = "0305-dirty",
            Class = LitterBin,
            Outcome = ProfileOf(profile).Outcomes.FirstOrDefault(),
            Assignee = needs.Contains("crew") ? new Assignee("浮山新区街道", "环卫班组")
                : needs.Contains("otherBody") ? Another()
                : needs.Contains("assignee") && Policy.Dispatch.All(row => row.Profile != profile) ? new Assignee("浮山新区街道") : null,
            CoHandlers = needs.Contains("coHandlers") ? [new Assignee("区园林所")] : [],
            Person = needs.Contains("person") ? "colleague-1" : null,
            Limit = needs.Contains("limit") ? new WorkLimit(10, LimitUnit.WorkDay) : null,
            Parts = needs.Contains("parts") ? [new PartRequest()] : [],
            Other = needs.Contains("other") ? WorkItemId.FromCause("report/other") : null,
            Details = ProfileOf(profile).Fields.Where(field => needs.Contains($"detail:{field.Id}"))
                .Aggregate(TextMap.Empty, (all, field) => all.SetItem(field.Id, ValueOf(field))),
        };
    }

    /// <summary>A body that has nothing yet.</summary>
    private static Assignee Another() => new($"承办单位 {Interlocked.Increment(ref others)}");

    private static int others;

    private static string ValueOf(ProfileField field) => field.Type switch
    {
        FieldType.Flag => "true",
        FieldType.Choice => field.Values[0],
        _ => "1",
    };

    /// <summary>A case handled as far as a state, by the shortest way the table has.</summary>
    internal static WorkItem CaseDispatchedAt(WorkEngine engine, string local, string condition = "0305-dirty")
    {
        var item = engine.Open(Report(), Inspector, At(local)).OrThrow();
        foreach (var command in new WorkCommand[] { new("accept"), new("file") { Condition = condition }, new("dispatch") })
            item = engine.Apply(item, command, Centre, At(local)).OrThrow();
        return item;
    }

    private static WorkPolicy ReadPolicy()
    {
        using var stream = typeof(TestWorld).Assembly.GetManifestResourceStream("sample-policy.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return PolicyReader.Read(bytes, out var errors) ?? throw new InvalidOperationException(string.Join("; ", errors));
    }
}
