using CityKit.Components;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>What becomes of a class that machines find (机器发现).</summary>
/// <param name="Class">The class.</param>
/// <param name="Profile">The profile of the work item that a finding may become.</param>
/// <param name="LeastConfidence">From which confidence on a finding is taken, 0 to 1.</param>
/// <param name="Automatic">True when the work item opens without a duty officer's word.</param>
public sealed record MachineRow(ClassKey Class, string Profile, decimal LeastConfidence, bool Automatic)
{
    /// <summary>The profile of a class without a row.</summary>
    public const string DefaultProfile = "city-management";

    /// <summary>The least confidence of a class without a row.</summary>
    public const decimal DefaultConfidence = 0.5m;

    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }

    /// <summary>Without a row: a lead for a duty officer, never a work item by itself.</summary>
    public static MachineRow DefaultOf(ClassKey key) => new(key, DefaultProfile, DefaultConfidence, Automatic: false);
}
