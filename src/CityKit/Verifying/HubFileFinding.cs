using CityKit.Core;

namespace CityKit.Verifying;

/// <summary>Something in a hub's store that is not as it was written (存储检查发现).</summary>
/// <param name="Code">What kind of thing, for programs.</param>
/// <param name="Where">Where: a table, a document, an entry.</param>
/// <param name="Found">What was found.</param>
/// <param name="Remedy">What to do.</param>
public sealed record HubFileFinding(string Code, string Where, LocalizedText Found, LocalizedText Remedy)
{
    /// <summary>The database's pages or indexes are damaged.</summary>
    public const string Pages = "pages";

    /// <summary>A table that is no hub's.</summary>
    public const string ForeignTable = "foreign-table";

    /// <summary>Documents of a module that this tool does not know: not checked, and no damage.</summary>
    public const string Unchecked = "unchecked";

    /// <summary>A document that its kind cannot read, or whose bytes are not those that were written.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>An index has another value than the document gives.</summary>
    public const string Index = "index";

    /// <summary>A row that is not as it was written.</summary>
    public const string Row = "row";

    /// <summary>The position does not fit what is in the store.</summary>
    public const string Position = "position";

    /// <summary>The journal's numbers or chain do not hold.</summary>
    public const string Journal = "journal";

    /// <summary>Payloads of the journal were pruned: no damage.</summary>
    public const string Pruned = "pruned";

    /// <summary>What people wrote is not encrypted, as versions before kept it: no damage.</summary>
    public const string PlainTexts = "plain-texts";

    /// <summary>Entries of the journal say something of persons in plain, as versions before wrote them: no damage.</summary>
    public const string PlainEntries = "plain-entries";

    /// <summary>Whether something is wrong, and not only unknown here, pruned on purpose, or kept as versions before did.</summary>
    public bool IsDamage => Code is not (Unchecked or Pruned or PlainTexts or PlainEntries);

    /// <inheritdoc/>
    public override string ToString() => $"{Where} [{Code}]: {Found.En}. {Remedy.En} {Found.Zh}。{Remedy.Zh}";
}
