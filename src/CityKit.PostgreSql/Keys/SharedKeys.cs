using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using CityKit.Privacy;

namespace CityKit.PostgreSql.Keys;

/// <summary>
/// The master keys of a city, and who is which subject in all of its partitions: the subject of a lookup and its key are a row of the
/// database, made by whichever partition asks first.
/// </summary>
internal sealed class SharedKeys(SharedTables tables, SecretTable secrets, MasterKeys opened) : IKeyProtector
{
    internal const string Masters = "master-keys";
    private const string WrappedWith = "subjects-wrapped-with";
    private const int Together = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Not waited for on the disk: the commit that stores the subject's data comes after it in the same log, and is waited for.
    /// </summary>
    private const string Take = """
        WITH unwaited AS (SELECT set_config('synchronous_commit', 'off', true))
        INSERT INTO city_subjects(lookup, id, wrapped) SELECT $1, $2, $3 FROM unwaited
        ON CONFLICT (lookup) DO UPDATE SET lookup = EXCLUDED.lookup RETURNING id, wrapped
        """;

    private volatile MasterKeys keys = opened;

    /// <inheritdoc/>
    public string KeyId => keys.KeyId;

    /// <inheritdoc/>
    public SubjectLookup LookUp(string reference) => keys.LookUp(reference);

    /// <inheritdoc/>
    public async ValueTask<(SubjectId Id, byte[] Key)> CreateAsync(SubjectLookup lookup, CancellationToken cancellationToken)
    {
        var (id, key) = (SubjectId.Create(), RandomNumberGenerator.GetBytes(IKeyProtector.KeyBytes));
        var taken = await tables.RowsAsync(Take,
            [SqlRows.Of(lookup.ToArray()), SqlRows.Of(id.ToArray()), SqlRows.Of(Wrap(id, key))],
            row => (Id: SubjectId.FromBytes(row.Bytes(0)), Wrapped: row.Bytes(1)), cancellationToken).ConfigureAwait(false);
        return taken[0].Id == id ? (id, key) : (taken[0].Id, Unwrap(taken[0].Id, taken[0].Wrapped));
    }

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancellationToken) =>
        await tables.RunAsync("DELETE FROM city_subjects WHERE id = ANY($1)",
            [SqlRows.Of([.. subjects.Select(subject => subject.ToArray())])], cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public byte[] Wrap(SubjectId subject, ReadOnlySpan<byte> key) => keys.Wrap(subject, key);

    /// <inheritdoc/>
    /// <remarks>A key that another node has wrapped with a newer master key is unwrapped after those were read again.</remarks>
    public byte[] Unwrap(SubjectId subject, ReadOnlySpan<byte> wrapped)
    {
        if (!keys.Has(wrapped)) ReadAgain();
        return keys.Unwrap(subject, wrapped);
    }

    /// <summary>Wraps the keys of all subjects with the newest master key, when another one is known to be the newest before.</summary>
    internal async Task RewrapAsync(CancellationToken cancellationToken)
    {
        var newest = KeyId;
        if (await secrets.GetAsync(WrappedWith, () => newest, cancellationToken).ConfigureAwait(false) == newest) return;
        while (await RewrapPartAsync(newest, cancellationToken).ConfigureAwait(false) == Together) continue;
        await secrets.ChangeAsync(WrappedWith, _ => newest, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> RewrapPartAsync(string newest, CancellationToken cancellationToken)
    {
        var name = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(name, uint.Parse(newest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        var part = await tables.RowsAsync(string.Create(CultureInfo.InvariantCulture,
            $"SELECT id, wrapped FROM city_subjects WHERE substring(wrapped FROM 1 FOR 4) <> $1 LIMIT {Together}"), [SqlRows.Of(name)],
            row => (Id: SubjectId.FromBytes(row.Bytes(0)), Wrapped: row.Bytes(1)), cancellationToken).ConfigureAwait(false);
        await tables.RunAsync("UPDATE city_subjects SET wrapped = w FROM unnest($1::bytea[], $2::bytea[]) AS n(i, w) WHERE id = i",
            [SqlRows.Of([.. part.Select(p => p.Id.ToArray())]), SqlRows.Of([.. part.Select(p => Wrap(p.Id, Unwrap(p.Id, p.Wrapped)))])],
            cancellationToken).ConfigureAwait(false);
        return part.Count;
    }

    /// <summary>Rare: once after a rotation, when a node that is not restarted yet takes a partition over.</summary>
    private void ReadAgain() => keys = Task.Run(async () =>
    {
        using var patience = new CancellationTokenSource(Patience);
        return MasterKeys.Parse(await secrets.GetAsync(Masters, MasterKeys.CreateText, patience.Token).ConfigureAwait(false));
    }).GetAwaiter().GetResult();
}
