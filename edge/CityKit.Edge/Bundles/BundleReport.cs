namespace CityKit.Edge.Bundles;

/// <summary>How configurations fared, for health pages and for the hub.</summary>
/// <param name="Version">The version in force; 0 for the device's own files.</param>
/// <param name="IsOnTrial">True until the device came up healthy under it.</param>
/// <param name="RolledBack">The last version that was rolled back; 0 for none.</param>
/// <param name="RolledBackWhy">Why it was.</param>
/// <param name="Refused">The last version that was refused although the hub signed it, since the process started; 0 for none.</param>
/// <param name="RefusedWhy">Why it was.</param>
public sealed record BundleReport(long Version, bool IsOnTrial, long RolledBack, string RolledBackWhy, long Refused, string RefusedWhy);
