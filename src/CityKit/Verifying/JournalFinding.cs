using CityKit.Core;

namespace CityKit.Verifying;

/// <summary>Something in a journal that is not as it was written (流水校验发现).</summary>
/// <param name="Code">What kind of thing, for programs.</param>
/// <param name="First">The first journal entry it concerns.</param>
/// <param name="Last">The last; the same where the entry is known exactly.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Remedy">What to do.</param>
public sealed record JournalFinding(string Code, long First, long Last, LocalizedText Found, LocalizedText Expected, LocalizedText Remedy)
{
    /// <summary>Numbers are missing, repeated or out of order.</summary>
    public const string Hole = "hole";

    /// <summary>The chain does not hold over these entries: at least one of them was changed, added or removed.</summary>
    public const string Changed = "changed";

    /// <summary>The entries are as they were written; the running hash kept with the last of them is not.</summary>
    public const string Seal = "seal";

    /// <summary>The position in the store does not name the journal's last entry and its hash.</summary>
    public const string Head = "head";

    /// <summary>An entry's bytes cannot be read as its kind says.</summary>
    public const string Undecodable = "undecodable";

    /// <summary>An entry's key is not that of its payload.</summary>
    public const string Key = "key";

    /// <summary>A batch of a device that was not admitted before it.</summary>
    public const string UnknownDevice = "unknown-device";

    /// <summary>A batch that its device's key did not sign.</summary>
    public const string Signature = "signature";

    /// <summary>A batch that does not follow on the one before it in its outbox and lane.</summary>
    public const string Sequence = "sequence";

    /// <summary>The journal cannot be read further.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>A file of the archive is not as it was written, or has another entry than the journal.</summary>
    public const string Archive = "archive";

    /// <summary>Payloads were pruned; the chain goes on over their digests. No damage.</summary>
    public const string Pruned = "pruned";

    /// <summary>Whether something is not as it was written, rather than pruned on purpose.</summary>
    public bool IsDamage => Code != Pruned;

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"entry {First}{(Last > First ? $" to {Last}" : "")} [{Code}]: found {Found.En}; expected {Expected.En}. {Remedy.En} "
        + $"第 {First}{(Last > First ? $" 至 {Last}" : "")} 条：{Found.Zh}；应为{Expected.Zh}。{Remedy.Zh}");
}
