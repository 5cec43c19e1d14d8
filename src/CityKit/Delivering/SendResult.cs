namespace CityKit.Delivering;

/// <summary>What came of sending a message. <c>default</c> is not delivered, and may work later.</summary>
/// <param name="Status">What.</param>
/// <param name="Reason">Why, in a few words without personal data, such as <c>HTTP 503</c>; null when it was delivered.</param>
public readonly record struct SendResult(SendStatus Status, string? Reason)
{
    /// <summary>The other side has it.</summary>
    public static SendResult Delivered { get; } = new(SendStatus.Delivered, null);

    /// <summary>It may work later.</summary>
    public static SendResult Again(string reason) => new(SendStatus.Again, reason);

    /// <summary>It never will.</summary>
    public static SendResult Never(string reason) => new(SendStatus.Never, reason);
}
