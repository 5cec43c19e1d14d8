using NodaTime;

namespace CityKit.Desk.Operations.Rows;

/// <summary>A subscription as <c>deliveries/subscriptions</c> has it.</summary>
internal sealed record SubscriptionRow(string Name, string Channel, IReadOnlyList<string> Kinds, long Behind, int Waiting)
{
    public string? Audience { get; init; }

    public string? Profile { get; init; }

    public Instant? OldestSince { get; init; }
}
