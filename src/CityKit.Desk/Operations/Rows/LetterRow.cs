using NodaTime;

namespace CityKit.Desk.Operations.Rows;

/// <summary>A dead letter as <c>deliveries/dead-letters</c> has it.</summary>
internal sealed record LetterRow(
    long Id, string Subscription, string Channel, long Number, string Kind, string Subject, Instant At, int Attempts)
{
    public string? Person { get; init; }

    public string? Failure { get; init; }
}
