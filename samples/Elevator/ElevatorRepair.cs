using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Cases.Flow;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Components.Catalogues;
using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.Samples.Elevator;

/// <summary>A vendor's kind of work: a profile and a policy as files, one guard as code.</summary>
public static class ElevatorRepair
{
    /// <summary>The profile's id.</summary>
    public const string ProfileId = "elevator-repair";

    /// <summary>The role of who repairs.</summary>
    public static Role Technician { get; } = Role.Parse("ElevatorTechnician");

    /// <summary>The role of who releases.</summary>
    public static Role Inspector { get; } = Role.Parse("ElevatorInspector");

    /// <summary>An engine with the built-in kinds and this one.</summary>
    /// <exception cref="InvalidOperationException">A file is wrong; the message says what and where.</exception>
    public static WorkEngine EngineWith(Certificates certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        var profile = ProfileReader.Read(Data("elevator-repair.json"), out var wrong) ?? throw Broken(wrong);
        var profiles = ProfileCatalogue.BuiltIn.With(profile);
        var policy = PolicyReader.Read(Data("policy.json"), out var broken) ?? throw Broken(broken);
        if (policy.Check(profiles, CatalogueSet.BuiltIn) is { Count: > 0 } unknown) throw Broken(unknown);
        return new WorkEngine(profiles, policy, WorkCalendar.BuiltIn, FlowWords.None.With(certificates.Guard));
    }

    /// <summary>A call from a lift: no point on a map, but a compound, a building and which lift.</summary>
    /// <param name="cause">What caused it, once: the same call again is the same item.</param>
    /// <param name="liftNumber">The lift's own number.</param>
    /// <param name="trapped">Whether somebody is in it.</param>
    public static OpenWorkItem CallFrom(string cause, string liftNumber, bool trapped) => new(WorkItemId.FromCause(cause), ProfileId, "intercom")
    {
        Place = new WorkPlace { Compound = "浮山后小区（虚构）", Building = "3号楼", Entrance = "1单元", Spot = "2号梯" },
        Details = ImmutableSortedDictionary<string, string>.Empty.Add("liftNumber", liftNumber).Add("trapped", trapped ? "true" : "false"),
        ReportId = cause,
    };

    private static byte[] Data(string name)
    {
        using var stream = typeof(ElevatorRepair).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static InvalidOperationException Broken(IEnumerable<ConfigError> errors) => new(string.Join(Environment.NewLine, errors));
}
