using CityKit.Cases.Policies;

namespace CityKit.AlertDesk;

/// <summary>The words for where leads come from.</summary>
internal static class LeadSources
{
    /// <summary>What a rule found.</summary>
    internal const string Rule = "rule";

    /// <summary>A machine that does not say of which kind it is.</summary>
    internal const string Machine = "machine";

    private const string Video = "video";
    private const string Drone = "drone";

    /// <summary>Every word.</summary>
    internal static IReadOnlyList<string> Words { get; } = [Rule, Machine, Video, Drone];

    /// <summary>Whether a work item comes from a machine that says its kind.</summary>
    internal static bool IsMachine(string source) => source is Video or Drone;

    internal static string WordOf(MachineSource source) => source == MachineSource.Drone ? Drone : Video;

    internal static string WordOf(Lead lead) =>
        lead.Machine is not { } machine ? Rule : machine.Source is { } source ? WordOf(source) : Machine;

    /// <exception cref="FormatException">It is something else.</exception>
    internal static MachineSource Parse(string word) => word switch
    {
        Video => MachineSource.Video,
        Drone => MachineSource.Drone,
        _ => throw new FormatException($"'{word}' is no kind of machine: video or drone. “{word}”不是机器类别，应为 video 或 drone。"),
    };
}
