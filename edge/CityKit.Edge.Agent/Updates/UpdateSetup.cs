using NodaTime;

namespace CityKit.Edge.Agent.Updates;

/// <summary>How the agent takes releases.</summary>
/// <param name="AskEvery">How often hub and folders are asked.</param>
/// <param name="HealthyWithin">How long a new release has to come up healthy.</param>
/// <param name="Folder">A folder of packages that is looked at besides the inbox, such as a stick's; null for none.</param>
internal sealed record UpdateSetup(Duration AskEvery, Duration HealthyWithin, string? Folder);
