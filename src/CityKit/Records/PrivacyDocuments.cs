using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.Records;

/// <summary>What is known of protected records, readings and erasures, as a store keeps it, and what it can be asked by.</summary>
public static class PrivacyDocuments
{
    /// <summary>The subject of a record.</summary>
    public static DocumentIndex<RecordInfo> Subject { get; } = DocumentIndex<RecordInfo>.Text("subject", r => r.Subject.ToString());

    /// <summary>The work item that a record is about.</summary>
    public static DocumentIndex<RecordInfo> Item { get; } = DocumentIndex<RecordInfo>.Text("item", r => r.Item?.ToString());

    /// <summary>Until when a record must be kept.</summary>
    public static DocumentIndex<RecordInfo> KeepUntil { get; } = DocumentIndex<RecordInfo>.Order("keep_until", r => r.KeepUntil);

    /// <summary>When a record's time is over.</summary>
    public static DocumentIndex<RecordInfo> DropAt { get; } = DocumentIndex<RecordInfo>.Order("drop_at", r => r.DropAt);

    /// <summary>All protected records.</summary>
    public static DocumentKind<RecordInfo> Records { get; } =
        ModuleJson.Documents("record", r => r.Id, () => PersonalJson.Shared.RecordInfo, Subject, Item, KeepUntil, DropAt);

    /// <summary>The subjects whose data was read.</summary>
    public static DocumentIndex<PersonalRead> ReadSubjects { get; } =
        DocumentIndex<PersonalRead>.Texts("subjects", r => r.Subjects.Select(s => s.ToString()));

    /// <summary>Who read.</summary>
    public static DocumentIndex<PersonalRead> ReadBy { get; } = DocumentIndex<PersonalRead>.Text("by", r => r.By);

    /// <summary>About which work item.</summary>
    public static DocumentIndex<PersonalRead> ReadItem { get; } = DocumentIndex<PersonalRead>.Text("item", r => r.Item?.ToString());

    /// <summary>When it was read.</summary>
    public static DocumentIndex<PersonalRead> ReadAt { get; } = DocumentIndex<PersonalRead>.Order("at", r => r.At);

    /// <summary>All readings of personal data.</summary>
    public static DocumentKind<PersonalRead> Reads { get; } =
        ModuleJson.Documents("read", r => r.Id, () => PersonalJson.Shared.PersonalRead, ReadSubjects, ReadBy, ReadItem, ReadAt);

    /// <summary>When a subject is erased.</summary>
    public static DocumentIndex<Erasure> ErasedAt { get; } = DocumentIndex<Erasure>.Order("due_at", e => e.DueAt);

    /// <summary>All erasures.</summary>
    public static DocumentKind<Erasure> Erasures { get; } =
        ModuleJson.Documents("erasure", e => e.Subject.ToString(), () => PersonalJson.Shared.Erasure, ErasedAt);
}
