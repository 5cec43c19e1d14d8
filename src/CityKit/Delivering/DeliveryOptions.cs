using CityKit.Contacts;
using NodaTime;

namespace CityKit.Delivering;

/// <summary>How notifications are delivered. Everything has a default.</summary>
public sealed class DeliveryOptions
{
    /// <summary>How often a message is tried before it is a dead letter; 12, about 2 hours with the delays below. 1 to 100.</summary>
    public int MaxAttempts { get; set; } = 12;

    /// <summary>
    /// How long after the first failure a message is tried again; each further wait is twice as long; 5 seconds. Positive.
    /// </summary>
    public Duration FirstDelay { get; set; } = Duration.FromSeconds(5);

    /// <summary>The longest wait between two attempts; 30 minutes. At least <see cref="FirstDelay"/>.</summary>
    public Duration LongestDelay { get; set; } = Duration.FromMinutes(30);

    /// <summary>How long one attempt may take; 10 seconds. Positive, at most 5 minutes.</summary>
    public Duration SendTimeout { get; set; } = Duration.FromSeconds(10);

    /// <summary>
    /// The most messages that wait for one recipient; 1,000. At least 1. What is more stays in the feed; to a person, it is a dead letter
    /// at once, as others are on duty with them.
    /// </summary>
    public int MostWaiting { get; set; } = 1000;

    /// <summary>From which age of the oldest message that waits the health check is degraded; 10 minutes. Positive.</summary>
    public Duration BehindAfter { get; set; } = Duration.FromMinutes(10);

    /// <summary>The language of what goes to a channel with a recipient of its own; Chinese.</summary>
    public Language Language { get; set; } = Language.Zh;

    /// <summary>How long after failures in a row a message is tried again: twice as long each time, up to the longest.</summary>
    internal Duration DelayAfter(int failures) =>
        Duration.Min(LongestDelay, FirstDelay * Math.Pow(2, Math.Min(failures - 1, 30)));

    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    internal void Validate()
    {
        Check(MaxAttempts is >= 1 and <= 100, nameof(MaxAttempts), MaxAttempts, "1 to 100");
        Check(FirstDelay > Duration.Zero, nameof(FirstDelay), FirstDelay, "more than zero");
        Check(LongestDelay >= FirstDelay, nameof(LongestDelay), LongestDelay, $"at least FirstDelay, {FirstDelay}");
        Check(SendTimeout > Duration.Zero && SendTimeout <= Duration.FromMinutes(5),
            nameof(SendTimeout), SendTimeout, "more than zero, at most 5 minutes");
        Check(MostWaiting >= 1, nameof(MostWaiting), MostWaiting, "at least 1");
        Check(BehindAfter > Duration.Zero, nameof(BehindAfter), BehindAfter, "more than zero");
        Check(Enum.IsDefined(Language), nameof(Language), Language, "Zh, En");
    }

    private static void Check(bool holds, string name, object found, string allowed)
    {
        if (!holds) throw new ArgumentException($"DeliveryOptions.{name} is {found}; allowed: {allowed}. "
            + $"选项 DeliveryOptions.{name} 的值 {found} 不被允许，可用：{allowed}。");
    }
}
