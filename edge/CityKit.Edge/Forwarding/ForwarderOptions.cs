using CityKit.Core.Signing;
using CityKit.Edge.Outbox;

namespace CityKit.Edge.Forwarding;

/// <summary>Where a device sends its events (转发选项), whose answers it believes, and how patiently it tries again.</summary>
/// <remarks>
/// Only <see cref="Hub"/> has to be set. Use https, and pin <see cref="AnswerKey"/> where events matter: without it, another server that
/// answers in the hub's place can make the outbox forget. While the hub is away nothing is lost; pauses double up to
/// <see cref="LongestRetry"/>, with a random part, so that a city of devices does not return at once. Pauses are above 0 and do not shrink
/// from <see cref="FirstRetry"/> to <see cref="SlowRetry"/>; what is out of range is refused at start. The record is immutable. Proxies and
/// client certificates are the host's: <c>services.AddHttpClient("citykit")</c>.
/// </remarks>
/// <example><code>
/// services.AddCityKitEdge(edge => edge.Configure(options => options.Forwarder = new ForwarderOptions
/// {
///     Hub = new Uri("https://hub.example/"), // batches go to citykit/v1/batches below it
///     AnswerKey = hubAnswerKey, // the public half, as the hub's operator gave it
///     LongestRetry = TimeSpan.FromMinutes(2), // a metered mobile network
/// }));
/// </code></example>
public sealed record ForwarderOptions
{
    /// <summary>The hub's address; batches go to <c>citykit/v1/batches</c> below it.</summary>
    public required Uri Hub { get; init; }

    /// <summary>
    /// The hub's answer key, public half. Given, nothing that the hub is said to answer changes the outbox unless that key signed it for
    /// the batch that was sent; null believes what comes over the connection.
    /// </summary>
    public DevicePublicKey? AnswerKey { get; init; }

    /// <summary>
    /// Whether batches go to the node that a signed answer names, until that fails (see <see cref="SignedAddress"/>); without
    /// <see cref="AnswerKey"/> they never do.
    /// </summary>
    public bool FollowOwner { get; init; } = true;

    /// <summary>The most one batch holds.</summary>
    public BatchLimits Batch { get; init; } = BatchLimits.Max;

    /// <summary>
    /// The longest pause before the first retry; each retry doubles it, and the pause taken is a random part of it (full jitter).
    /// </summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The longest pause while the hub is away or busy; also the longest that a busy hub can ask for, to which up to a half is added.
    /// </summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest pause when somebody has to act first: an unknown device, a wrong signature, an answer that is not signed.
    /// </summary>
    public TimeSpan SlowRetry { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal void Check()
    {
        if (Hub is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            throw new ArgumentException($"The hub's address is an absolute http or https address, not '{Hub}'. 中枢地址须为 http 或 https 绝对地址。");
        if (FirstRetry <= TimeSpan.Zero || LongestRetry < FirstRetry || SlowRetry < LongestRetry)
            throw new ArgumentException(
                $"Pauses grow: 0 < FirstRetry {FirstRetry} <= LongestRetry {LongestRetry} <= SlowRetry {SlowRetry}. 重试间隔须递增。");
        if (RequestTimeout <= TimeSpan.Zero)
            throw new ArgumentException($"RequestTimeout is more than 0, not {RequestTimeout}. RequestTimeout 须大于 0。");
    }

    internal Uri Batches => BatchesOf(Hub);

    internal static Uri BatchesOf(Uri hub) =>
        new(hub.AbsoluteUri.EndsWith('/') ? hub : new Uri(hub.AbsoluteUri + "/"), "citykit/v1/batches");
}
