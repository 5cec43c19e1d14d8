using NodaTime;

namespace CityKit.Client.Alerts;

/// <summary>Something that somebody did with an alert.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who: an account.</param>
/// <param name="Act"><c>Assigned</c>, <c>Commented</c>, <c>Snoozed</c>, <c>Concluded</c>, <c>Resolved</c> or <c>Merged</c>.</param>
/// <param name="Detail">To whom, until when, which; of a text the id of the record that has it. Null for nothing.</param>
public sealed record AlertStep(Instant At, string By, string Act, string? Detail = null);
