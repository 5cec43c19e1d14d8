namespace CityKit.Client.Operations;

/// <summary>What a device reported of its agent (代理版本).</summary>
/// <param name="Version">The version that runs, for people; empty until it was reported.</param>
/// <param name="Number">The release's number; 0 until it was reported.</param>
/// <param name="Runtime">What it runs on.</param>
/// <param name="OnTrial">True until it came up healthy.</param>
/// <param name="Failed">The last release that was refused or rolled back; 0 for none.</param>
/// <param name="FailedWhy">Why, in the device's words.</param>
public sealed record DeviceAgent(string Version, long Number, string Runtime, bool OnTrial, long Failed, string FailedWhy);
