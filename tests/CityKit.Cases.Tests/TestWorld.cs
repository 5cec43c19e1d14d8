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
    internal static WorkPolicy AutomaticPolicy { get; } = Policy with { Dispatch = [.. Policy.Dispatch.Select(row => row with { Automatic = true })] };

    internal static WorkEngine Engine { get; } = EngineWith(Policy);

    /// <summary>A district command centre whose staff holds three roles.</summary>
    internal static Actor Centre { get; } = Actor.Of("centre-1", "区指挥中心", Role.Acceptor, Role.DutyLeader, Role.Dispatcher);

    internal static Actor Inspector { get; } = Actor.Of("inspector-7", "区信息采集队", Role.Inspector);

    internal static Actor StreetOffice { get; } = Actor.Of("street-3", "浮山新区街道", Role.CompetentDepartment);

    internal static Actor Leader { get; } = Actor.Of("leader-1", "区政府", Role.Oversight);

    internal static WorkEngine EngineWith(WorkPolicy policy, WorkCalendar? calendar = null) => new(ProfileCatalogue.BuiltIn, policy, calendar ?? WorkCalendar.BuiltIn);

    internal static Instant At(string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(local).Value.InZoneStrictly(WorkCalendar.Zone).ToInstant();

    internal static OpenWorkItem Report(string cause = "report/1", string profile = "city-management") => new(WorkItemId.FromCause(cause), profile, "inspector")
    {
        Class = LitterBin,
        Title = new LocalizedText("垃圾箱脏污", "Dirty litter bin"),
        Place = new WorkPlace { Point = GeoPoint.FromDegrees(120.409, 36.101), Grid = "370203991001001", Address = "劲松三路与合肥路路口" },
    };

    internal static Profile ProfileOf(string id) => ProfileCatalogue.BuiltIn.TryGet(id, out var profile) ? profile : throw new InvalidOperationException(id);

    /// <summary>A command with every field a table may ask for.</summary>
    internal static WorkCommand Full(string name, string profile)
    {
        var needs = ProfileOf(profile).Transitions.Where(row => row.Command == name).SelectMany(row => row.Needs).ToHashSet();
        return new(name)
        {
            Reason = "理由 reason",
            Photo = "photo/1",
            Condition = "0305-dirty",
            Class = LitterBin,
            Outcome = ProfileOf(profile).Outcomes.FirstOrDefault(),
            Assignee = needs.Contains("crew") ? new Assignee("协办单位甲", "一班") : needs.Contains("assignee") && NobodyFor(profile) ? new Assignee("浮山新区街道") : null,
            CoHandlers = [new Assignee("协办单位甲")],
            Person = "colleague-1",
            Limit = needs.Contains("limit") ? new WorkLimit(10, LimitUnit.WorkDay) : null,
            Details = WorkItem.NoDetails.AddRange(ProfileOf(profile).Fields.Where(field => needs.Contains($"detail:{field.Id}"))
                .Select(field => KeyValuePair.Create(field.Id, SampleOf(field)))),
        };
    }

    private static bool NobodyFor(string profile) => Policy.Dispatch.All(row => row.Profile != profile);

    private static string SampleOf(ProfileField field) => field.Type switch
    {
        FieldType.Choice => field.Values[^1],
        FieldType.Flag => "true",
        FieldType.Number => "7",
        _ => "2026-0001",
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
