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

    /// <summary>The most leads that a machine may have to earn its trust with.</summary>
    public const int MaxAfterConfirmed = 1_000_000;

    /// <summary>The states in which an item ends that was nothing, of a row that names none: those of the built-in profiles.</summary>
    public static IReadOnlyList<string> DefaultFalseIn { get; } = ["rejected", "declined", "withdrawn", "void"];

    /// <summary>The kind of machine that it is for; null for all that no other row of the class is for.</summary>
    public MachineSource? Source { get; init; }

    /// <summary>
    /// How many leads of the class people must have confirmed of a machine before its findings open work items by themselves; 0 for none.
    /// </summary>
    public int AfterConfirmed { get; init; }

    /// <summary>Which part of its leads of the class must have been right for that, 0 to 1.</summary>
    public decimal AtPrecision { get; init; }

    /// <summary>The states in which a work item ends that opened by itself and was nothing: the machine was wrong.</summary>
    public IReadOnlyList<string> FalseIn { get; init; } = DefaultFalseIn;

    /// <summary>Whether a machine has to earn it that its findings open work items by themselves.</summary>
    public bool IsEarned => AfterConfirmed > 0 || AtPrecision > 0;

    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }

    /// <summary>Without a row: a lead for a duty officer, never a work item by itself.</summary>
    public static MachineRow DefaultOf(ClassKey key) => new(key, DefaultProfile, DefaultConfidence, Automatic: false);

    /// <summary>Whether a machine with so many right and wrong leads opens work items by itself.</summary>
    public bool Opens(long confirmed, long dismissed) =>
        Automatic && confirmed >= AfterConfirmed && confirmed >= AtPrecision * (confirmed + dismissed);
}
