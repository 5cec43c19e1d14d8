using CityKit.Core;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Sources;
using NodaTime;

namespace CityKit.Testing.Credentials;

/// <summary>A source of certificates for tests (模拟共享服务): it has what it was given, answers when it is told to, refuses and fails on
/// demand.</summary>
/// <param name="time">The clock by which it is late.</param>
public sealed class FakeCertificateSource(TimeProvider time) : ICertificateSource
{
    private readonly Lock gate = new();
    private readonly List<ElectronicCertificate> certificates = [];
    private readonly List<SourceQuery> asked = [];
    private readonly Dictionary<string, Instant> readyAt = [];

    /// <inheritdoc/>
    public string Name { get; init; } = "fake";

    /// <summary>How long after the first asking it answers; zero for at once.</summary>
    public Duration Delay { get; set; }

    /// <summary>How many of the next askings fail with an <see cref="IOException"/>.</summary>
    public int FailuresToCome { get; set; }

    /// <summary>What it refuses; null for nothing.</summary>
    public Func<SourceQuery, Refusal?>? Refuses { get; set; }

    /// <summary>All askings that reached it, in order.</summary>
    public IReadOnlyList<SourceQuery> Asked
    {
        get
        {
            lock (gate) return [.. asked];
        }
    }

    /// <summary>Gives it a certificate: it answers with the last that fits holder and type.</summary>
    public void Add(ElectronicCertificate certificate)
    {
        lock (gate) certificates.Add(certificate);
    }

    /// <inheritdoc/>
    public ValueTask<SourceAnswer> AskAsync(SourceQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate) return ValueTask.FromResult(Answer_NeedsLock(query));
    }

    private SourceAnswer Answer_NeedsLock(SourceQuery query)
    {
        if (FailuresToCome > 0)
        {
            FailuresToCome--;
            throw new IOException("The source cannot be reached, as the test asked. 按测试要求，来源不可达。");
        }
        asked.Add(query);
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        if (readyAt.TryAdd(query.Id, now + Delay) && Delay > Duration.Zero) return SourceAnswer.Later(now + Delay);
        if (now < readyAt[query.Id]) return SourceAnswer.Later(readyAt[query.Id]);
        if (Refuses?.Invoke(query) is { } refusal) return SourceAnswer.Refused(refusal);
        return certificates.FindLast(known => Fits(known, query)) is { } found ? SourceAnswer.Found(found) : SourceAnswer.Missing;
    }

    private static bool Fits(ElectronicCertificate known, SourceQuery query) => known.Identifier.Type == query.Type
        && (known.Holder.Code, known.Holder.CodeKind) == (query.Holder.Code, query.Holder.CodeKind);
}
