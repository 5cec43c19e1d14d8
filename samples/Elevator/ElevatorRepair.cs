using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Cases.Flow;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
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

    /// <summary>The built-in kinds and this one.</summary>
    /// <exception cref="InvalidOperationException">The file is wrong; the message says what and where.</exception>
    public static ProfileCatalogue Profiles { get; } =
        ProfileCatalogue.BuiltIn.With(ProfileReader.Read(Data("elevator-repair.json"), out var wrong) ?? throw Broken(wrong));

    /// <summary>Who repairs, and how far the roles of the profile's own reach.</summary>
    /// <exception cref="InvalidOperationException">The file is wrong; the message says what and where.</exception>
    public static WorkPolicy Policy { get; } = PolicyReader.Read(Data("policy.json"), out var wrong) ?? throw Broken(wrong);

    /// <summary>An engine for them, without a hub; a hub gets <see cref="ElevatorModule"/>.</summary>
    public static WorkEngine EngineWith(Certificates certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        if (Policy.Check(Profiles, CatalogueSet.BuiltIn) is { Count: > 0 } unknown) throw Broken(unknown);
        return new WorkEngine(Profiles, Policy, WorkCalendar.BuiltIn, FlowWords.None.With(certificates.Guard));
    }

    /// <summary>A call from a lift: no point on a map, but a compound, a building and which lift.</summary>
    /// <param name="cause">What caused it, once: the same call again is the same item.</param>
    /// <param name="liftNumber">The lift's own number.</param>
    /// <param name="trapped">Whether somebody is in it.</param>
    public static OpenWorkItem CallFrom(string cause, string liftNumber, bool trapped) =>
        new(WorkItemId.FromCause(cause), ProfileId, "intercom")
        {
            Place = Lift2,
            Details = DetailsOf(liftNumber, trapped),
            ReportId = cause,
        };

    /// <summary>The same for a hub.</summary>
    /// <param name="commandId">The command's id.</param>
    /// <param name="cause">What caused it, once.</param>
    /// <param name="liftNumber">The lift's own number.</param>
    /// <param name="trapped">Whether somebody is in it.</param>
    public static OpenItem Call(string commandId, string cause, string liftNumber, bool trapped) => new(commandId, ProfileId, "intercom")
    {
        Cause = cause,
        Place = Lift2,
        Details = DetailsOf(liftNumber, trapped),
    };

    private static WorkPlace Lift2 { get; } = new() { Compound = "浮山后小区（虚构）", Building = "3号楼", Entrance = "1单元", Spot = "2号梯" };

    private static ImmutableSortedDictionary<string, string> DetailsOf(string liftNumber, bool trapped) =>
        ImmutableSortedDictionary<string, string>.Empty.Add("liftNumber", liftNumber).Add("trapped", trapped ? "true" : "false");

    private static byte[] Data(string name)
    {
        using var stream = typeof(ElevatorRepair).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static InvalidOperationException Broken(IEnumerable<ConfigError> errors) => new(string.Join(Environment.NewLine, errors));
}
