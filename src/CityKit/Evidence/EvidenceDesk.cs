using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Records;
using NodaTime;

namespace CityKit.Evidence;

/// <summary>Decides what is kept as evidence, notes who sees it, and follows the work items that name it.</summary>
internal static class EvidenceDesk
{
    /// <summary>The most pieces of one giver that no work item names yet.</summary>
    internal const int MaxLoose = 20;

    /// <summary>The code of a piece that is kept already.</summary>
    internal const string Known = "known";

    /// <summary>How long a piece waits for a report or step that names it.</summary>
    internal static readonly Duration LooseFor = Duration.FromDays(1);

    internal static DeskAnswer Keep(KeepEvidence kept, Actor actor, Attempt attempt)
    {
        var loose = attempt.Query(EvidenceDocuments.Kind.Query().Where(EvidenceDocuments.Loose, actor.Id).Take(MaxLoose));
        if (IsKept(kept.Evidence, attempt)) return DeskAnswer.Refused(IsKnown);
        if (loose.Count == MaxLoose) return DeskAnswer.Refused(TooMany);
        attempt.Put(EvidenceDocuments.Kind, new EvidenceInfo(
            kept.Evidence, kept.Subject, actor.Id, Enum.Parse<EvidenceType>(kept.Type, ignoreCase: true), kept.Bytes, attempt.Now,
            kept.Stored, kept.Shown, kept.Orientation, [], attempt.Now + LooseFor));
        return DeskAnswer.Done(null);
    }

    /// <summary>Notes who sees what, and what for; the hub opens the files once that is stored.</summary>
    internal static DeskAnswer View(ViewEvidence asked, string key, Actor actor, Attempt attempt)
    {
        var seen = asked.Evidence.Select(id => attempt.Find(EvidenceDocuments.Kind, id)).OfType<EvidenceInfo>()
            .Where(piece => PrivacyDesk.IsOpenFor(piece.Subject, asked.Purpose, actor, attempt)).ToArray();
        if (seen.Length == 0 && asked.Evidence.Count > 0) return DeskAnswer.Refused(NotFound);
        attempt.Put(PrivacyDocuments.Reads, new PersonalRead(key, attempt.Now, actor.Id, [.. actor.AnyRoles], asked.Purpose, asked.Item,
            [.. seen.Select(piece => piece.Id)], [.. seen.Select(piece => piece.Subject).Distinct()]));
        return DeskAnswer.Done(null);
    }

    /// <summary>What a report or a step names belongs to its work item from then on, when the same actor gave it.</summary>
    internal static void Follow(ItemEntry row, IFacts facts, IChanges changes)
    {
        if (row.Entry.At < facts.Now) return;
        foreach (var id in row.Entry.Evidence.Select(EvidenceInfo.IdOf).OfType<string>())
            if (facts.Find(EvidenceDocuments.Kind, id) is { } piece && piece.By == row.Entry.ActorId && !piece.Items.Contains(row.Item))
                Attach(piece, row.Item, facts, changes);
    }

    /// <summary>Drops a piece that no work item has named in time.</summary>
    internal static void DropLoose(EvidenceInfo piece, IFacts facts, IChanges changes)
    {
        changes.Remove(EvidenceDocuments.Kind, piece.Id);
        if (facts.Find(PrivacyDocuments.Records, piece.Id) is { } record) PrivacyDesk.Drop(record, (Attempt)changes);
    }

    internal static Refusal NotFound { get; } = Refusal.Of("not-found",
        "There is no such evidence, or it is not yours to see.", "没有该证据，或您无权查看。");

    private static void Attach(EvidenceInfo piece, WorkItemId item, IFacts facts, IChanges changes)
    {
        changes.Put(EvidenceDocuments.Kind, piece with { Items = [.. piece.Items, item], LooseUntil = null });
        if (facts.Find(PrivacyDocuments.Records, piece.Id) is { Item: null } record)
            changes.Put(PrivacyDocuments.Records, record with { Item = item });
    }

    /// <summary>A record that was dropped has no time for that any more.</summary>
    private static bool IsKept(string id, IFacts facts) =>
        facts.Find(EvidenceDocuments.Kind, id) is not null && facts.Find(PrivacyDocuments.Records, id) is { DropAt: not null };

    private static Refusal IsKnown { get; } = Refusal.Of(Known, "This evidence is kept already.", "该证据已保存。");

    private static Refusal TooMany { get; } = Refusal.Of("too-many-loose",
        $"No report or step names {MaxLoose} pieces of evidence that you gave: name them, or wait a day until they are dropped.",
        $"您已上传 {MaxLoose} 份未被任何上报或步骤引用的证据：请先引用，或等待一天后自动清除。");
}
