using System.Buffers.Text;
using System.Security.Cryptography;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>Nonces of one process: each of 128 random bits, for a while, once (一次性随机数).</summary>
public sealed class OneTimeNonces : INonceRegister
{
    private const int NonceBytes = 16;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Instant> open = new(StringComparer.Ordinal);
    private readonly Queue<string> oldestFirst = new();
    private readonly Duration lifetime;
    private readonly int limit;

    /// <summary>A register that is empty.</summary>
    /// <param name="lifetime">How long a nonce may be used.</param>
    /// <param name="limit">How many may be open; beyond that the oldest is forgotten. 100,000 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not positive.</exception>
    public OneTimeNonces(Duration lifetime, int limit = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lifetime, Duration.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        (this.lifetime, this.limit) = (lifetime, limit);
    }

    /// <summary>Gives out a new nonce.</summary>
    public string Create(Instant at, RandomNumberGenerator random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[NonceBytes];
        random.GetBytes(bytes);
        var nonce = Base64Url.EncodeToString(bytes);
        lock (gate) Add_NeedsLock(nonce, at);
        return nonce;
    }

    /// <inheritdoc/>
    public bool TryUse(string nonce, Instant at)
    {
        ArgumentNullException.ThrowIfNull(nonce);
        lock (gate) return open.Remove(nonce, out var created) && at - created <= lifetime;
    }

    private void Add_NeedsLock(string nonce, Instant at)
    {
        open[nonce] = at;
        oldestFirst.Enqueue(nonce);
        if (oldestFirst.Count > limit) open.Remove(oldestFirst.Dequeue());
    }
}
