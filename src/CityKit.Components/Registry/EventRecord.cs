using NodaTime;

namespace CityKit.Components.Registry;

/// <summary>When something happened to a component, and who says so (变更登记).</summary>
/// <param name="On">The day it happened.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="By">Who wrote it down: a person's or body's id, or a survey's name. At most 100 characters.</param>
/// <param name="Reason">Why, such as a case number. At most 200 characters.</param>
public sealed record EventRecord(LocalDate On, Instant RecordedAt, string By, string Reason = "")
{
    internal const int MaxBy = 100;
    internal const int MaxReason = 200;

    internal void Validate()
    {
        if (By is not { Length: > 0 and <= MaxBy })
            throw new ArgumentException($"An event names who recorded it, in 1 to {MaxBy} characters.");
        if (Reason is not { Length: <= MaxReason }) throw new ArgumentException($"A reason has at most {MaxReason} characters.");
    }
}
