namespace CityKit.Privacy;

/// <summary>
/// Master keys of a city whose partitions are all in this process: a person is one subject, whichever partition is asked (同一主体).
/// </summary>
/// <param name="keys">The master keys.</param>
/// <param name="find">The subject of a lookup in any partition; null when none has it.</param>
/// <param name="isErased">Whether a subject was erased, or waits to be.</param>
/// <param name="time">The clock.</param>
internal sealed class OneSubjectKeys(IKeyProtector keys,
    Func<SubjectLookup, CancellationToken, ValueTask<(SubjectId Id, ReadOnlyMemory<byte> Wrapped)?>> find,
    Func<SubjectId, CancellationToken, ValueTask<bool>> isErased, TimeProvider time) : IKeyProtector
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10); // much longer than a commit takes: the stores have it then
    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<SubjectLookup, (SubjectId Id, byte[] Key, long At)> made = [];

    /// <inheritdoc/>
    public string KeyId => keys.KeyId;

    /// <inheritdoc/>
    public SubjectLookup LookUp(string reference) => keys.LookUp(reference);

    /// <inheritdoc/>
    public byte[] Wrap(SubjectId subject, ReadOnlySpan<byte> key) => keys.Wrap(subject, key);

    /// <inheritdoc/>
    public byte[] Unwrap(SubjectId subject, ReadOnlySpan<byte> wrapped) => keys.Unwrap(subject, wrapped);

    /// <summary>
    /// The subject that a partition has, or that is being made; else a new one. One that waits to be erased is nobody's any more: a
    /// partition that took it up now would keep it after the others erased it.
    /// </summary>
    public async ValueTask<(SubjectId Id, byte[] Key)> CreateAsync(SubjectLookup lookup, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (await find(lookup, cancellationToken).ConfigureAwait(false) is var (id, wrapped)
                && !await isErased(id, cancellationToken).ConfigureAwait(false)) return (id, keys.Unwrap(id, wrapped.Span));
            if (made.TryGetValue(lookup, out var known) && !await isErased(known.Id, cancellationToken).ConfigureAwait(false))
                return (known.Id, known.Key);
            foreach (var (old, subject) in made)
                if (time.GetElapsedTime(subject.At) > Kept) made.Remove(old);
            var (created, key) = await keys.CreateAsync(lookup, cancellationToken).ConfigureAwait(false);
            made[lookup] = (created, key, time.GetTimestamp());
            return (created, key);
        }
        finally
        {
            gate.Release();
        }
    }
}
