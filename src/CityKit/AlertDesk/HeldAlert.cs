using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>
/// An alert that a suspension keeps from being raised while its condition holds: raised at the end if it still does then.
/// </summary>
/// <param name="Alert">The alert as it would be.</param>
/// <param name="Suspension">The suspension's id.</param>
/// <param name="Until">When the suspension ends.</param>
internal sealed record HeldAlert(Alert Alert, string Suspension, Instant Until);
