using CityKit.Core;
using CityKit.Documents;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Modules;

/// <summary>The commit that decisions are gathered in, as modules see it.</summary>
internal interface ICommitChanges
{
    Instant Now { get; }

    /// <summary>The journal entry that is being decided.</summary>
    long Number { get; }

    /// <summary>Whether this commit has changed a document, and to what; null when it removed it.</summary>
    bool TryFind(DocumentKind kind, string id, out object? document);

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

    /// <summary>Changes a piece of state, which was read before.</summary>
    void Put(CellKey key, object piece);

    /// <summary>How many documents of a kind that numbers its documents there ever were.</summary>
    long CountOf(DocumentKind kind);

    void Count(DocumentKind kind, long more);

    /// <summary>Adds a finding: what was not seen, or could not be decided.</summary>
    void Add(string code, string source, Instant? from, Instant? to, LocalizedText reason, string audience = "");

    /// <summary>Drops a protected record.</summary>
    void DropRecord(string id);

    /// <summary>Erases a subject with its records.</summary>
    void Erase(SubjectId subject, bool isHousehold);

    void Notify(NotificationKind kind, string subject, LocalizedText text, string audience = "");
}
