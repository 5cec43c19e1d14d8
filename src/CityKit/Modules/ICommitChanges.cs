using CityKit.Core;
using CityKit.Documents;
using NodaTime;

namespace CityKit.Modules;

/// <summary>The commit that decisions are gathered in, as modules see it.</summary>
internal interface ICommitChanges
{
    Instant Now { get; }

    /// <summary>The journal entry that is being decided.</summary>
    long Number { get; }

    /// <summary>Whether this commit has changed a document, and to what; null when it removed it.</summary>
    bool TryFind(DocumentKey key, out object? document);

    /// <summary>The documents of a kind that this commit has changed: id, and null when it removed them.</summary>
    IEnumerable<(string Id, object? Document)> OfKind(DocumentKind kind);

    /// <summary>
    /// The documents of a kind that the input which is being decided has changed, as they now are; removed ones left out.
    /// </summary>
    IReadOnlyList<object> ChangedNow(DocumentKind kind);

    /// <param name="kind">The kind.</param>
    /// <param name="id">The document's id.</param>
    /// <param name="document">The document as it now is; null to remove it.</param>
    void Put(DocumentKind kind, string id, object? document);

    /// <summary>Notes what could not be decided.</summary>
    void NoteUndecided(string source, LocalizedText why);

    void Notify(string audience, string subject, LocalizedText text);
}
