namespace CityKit.Edge.Trials;

/// <summary>How the versions of a thing fared, configurations or releases of the agent, for health pages and for the hub.</summary>
/// <param name="Version">The version in force; 0 for what the device was installed with.</param>
/// <param name="IsOnTrial">True until the device came up healthy under it.</param>
/// <param name="RolledBack">The last version that was rolled back; 0 for none.</param>
/// <param name="RolledBackWhy">Why it was.</param>
/// <param name="Refused">The last version that was refused although the hub signed it, since the process started; 0 for none.</param>
/// <param name="RefusedWhy">Why it was.</param>
public sealed record TrialReport(long Version, bool IsOnTrial, long RolledBack, string RolledBackWhy, long Refused, string RefusedWhy)
{
    /// <summary>Nothing but what the device was installed with.</summary>
    public static TrialReport None { get; } = new(0, false, 0, "", 0, "");
}
