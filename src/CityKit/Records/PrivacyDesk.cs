using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Privacy;
using NodaTime;

namespace CityKit.Records;

/// <summary>Decides who may open protected records, and when a subject is erased.</summary>
/// <param name="inForce">Gives the engine in force, whose profiles say which parts of an item a role sees.</param>
/// <param name="openings">Who may open what modules keep of persons: record, purpose, actor, facts.</param>
internal sealed class PrivacyDesk(Func<WorkEngine> inForce, IReadOnlyList<Func<string, string, Actor, IFacts, bool>> openings)
{
    /// <summary>For what records of a subject that waits to be erased are still opened.</summary>
    internal const string LegalPurpose = "legal-duty";

    private static readonly IReadOnlySet<Role> Deciders = new HashSet<Role> { Role.DutyOfficer, Role.DutyLeader, Role.Administrator };
    /// <summary>Who calls reporters back, and so reads how they are reached.</summary>
    internal static readonly IReadOnlySet<Role> Callers = new HashSet<Role> { Role.DutyOfficer, Role.DutyLeader, Role.Acceptor };

    /// <summary>Notes who reads what, and what for; the hub opens the records once that is stored.</summary>
    /// <param name="asked">What is to be opened.</param>
    /// <param name="key">The command's key.</param>
    /// <param name="isKept">Whether it is in the journal already: a replay has no records, and what was opened was opened.</param>
    /// <param name="actor">Who opens it.</param>
    /// <param name="attempt">The decision.</param>
    internal DeskAnswer Open(OpenRecords asked, string key, bool isKept, Actor actor, Attempt attempt)
    {
        var records = Asked(asked, actor, attempt).Where(record => IsOpenFor(record.Subject, asked.Purpose, actor, attempt)).ToArray();
        if (records.Length == 0 && !isKept) return DeskAnswer.Refused(Nothing(asked));
        attempt.Put(PrivacyDocuments.Reads, new PersonalRead(key, attempt.Now, actor.Id, [.. actor.AnyRoles],
            asked.Purpose, asked.Item, [.. records.Select(record => record.Id)], [.. records.Select(record => record.Subject).Distinct()]));
        return DeskAnswer.Done(null);
    }

    /// <summary>Erases a subject now, or when the law no longer asks for its records to be kept.</summary>
    internal DeskAnswer Erase(EraseSubject asked, Actor actor, Attempt attempt)
    {
        if (!View(actor, attempt).Reach.IsCity(Role.Administrator) && actor.Id != asked.Subject.ToString())
            return DeskAnswer.Refused(Refusal.Of("wrong-role",
                "A person is erased by an administrator or at their own request.", "仅系统管理员或本人可申请删除个人信息。", nameof(Role.Administrator)));
        foreach (var subject in asked.With.Prepend(asked.Subject))
        {
            var isSubject = subject == asked.Subject;
            var due = isSubject && asked.KeptUntil > attempt.Now ? asked.KeptUntil : KeptUntil(subject, attempt);
            Erase(new Erasure(subject, asked.IsHousehold && isSubject, attempt.Now, due), attempt);
        }
        return DeskAnswer.Done(null);
    }

    /// <summary>Erases a subject whose time has come.</summary>
    internal static void Erase(Erasure erasure, Attempt attempt)
    {
        var isNow = erasure.DueAt is not { } due || due <= attempt.Now;
        attempt.Put(PrivacyDocuments.Erasures, isNow ? erasure with { DueAt = null } : erasure);
        if (isNow) attempt.Erase(erasure.Subject, erasure.IsHousehold);
    }

    /// <summary>Drops a record whose time of keeping is over.</summary>
    internal static void Drop(RecordInfo record, Attempt attempt)
    {
        attempt.Put(PrivacyDocuments.Records, record with { DropAt = null });
        attempt.DropRecord(record.Id);
    }

    private ActorView View(Actor actor, IFacts facts) => new(actor, inForce(), facts.Now);

    private IReadOnlyList<RecordInfo> Asked(OpenRecords asked, Actor actor, IFacts facts) =>
        asked.Item is { } item ? OfItem(item, actor, facts)
        : asked.Record is { } record ? ByItself(record, asked.Purpose, actor, facts)
        : OfSubject(actor.Id, facts);

    /// <summary>Why a lead was dismissed, a device suspended: for those who decide such things.</summary>
    private IReadOnlyList<RecordInfo> ByItself(string id, string purpose, Actor actor, IFacts facts) =>
        facts.Find(PrivacyDocuments.Records, id) switch
        {
            { Kind: RecordKind.Reason, Item: null } record when View(actor, facts) is var view
                && (view.Reach.IsCity(Deciders) || IsOpened(record, purpose, view.Actor, facts)) => [record],
            { Kind: RecordKind.Held } record when IsOpened(record, purpose, View(actor, facts).Actor, facts) => [record],
            _ => [],
        };

    private bool IsOpened(RecordInfo record, string purpose, Actor actor, IFacts facts) =>
        record.Subject.ToString() == actor.Id || openings.Any(mayOpen => mayOpen(record.Id, purpose, actor, facts));

    private IReadOnlyList<RecordInfo> OfItem(WorkItemId id, Actor actor, IFacts facts)
    {
        var view = View(actor, facts);
        if (facts.Find(ItemDocuments.Kind, id.ToString()) is not { } item || view.Over(item) is not { } over) return [];
        var seen = view.Visible(item);
        var records = facts.Query(PrivacyDocuments.Records.Query().Where(PrivacyDocuments.Item, id.ToString())
            .Take(Documents.DocumentQuery.MaxRows))
            .Where(record => record.Kind != RecordKind.Evidence && seen.HasFlag(PartOf(record.Kind)));
        var identities = IdentitiesOf(item, seen, over).Select(subject => facts.Find(PrivacyDocuments.Records, subject));
        return [.. records, .. identities.OfType<RecordInfo>()];
    }

    /// <summary>Whose an item is: the household for those who see it, the reporters for those who call them back.</summary>
    private static IEnumerable<string> IdentitiesOf(WorkItem item, WorkItemPart seen, Actor actor)
    {
        if (item.Household is { } household && seen.HasFlag(WorkItemPart.Household)) yield return household;
        if (!actor.Roles.Overlaps(Callers)) yield break;
        foreach (var reporter in item.Reports.Select(report => report.Reporter).Distinct()) yield return reporter;
    }

    private static IReadOnlyList<RecordInfo> OfSubject(string subject, IFacts facts) => SubjectId.TryParse(subject, null, out _)
        ? facts.Query(PrivacyDocuments.Records.Query().Where(PrivacyDocuments.Subject, subject).Take(Documents.DocumentQuery.MaxRows)) : [];

    /// <summary>What waits to be erased is opened for a duty by law alone.</summary>
    internal static bool IsOpenFor(SubjectId subject, string purpose, Actor actor, IFacts facts) =>
        facts.Find(PrivacyDocuments.Erasures, subject.ToString()) is not { } erasure
        || (erasure.DueAt is not null && purpose == LegalPurpose && actor.IsAny(Role.Administrator));

    private static Instant? KeptUntil(SubjectId subject, Attempt facts)
    {
        var latest = facts.Query(PrivacyDocuments.Records.Query().Where(PrivacyDocuments.Subject, subject.ToString())
            .OrderBy(PrivacyDocuments.KeepUntil, descending: true).Take(1)).FirstOrDefault()?.KeepUntil;
        return latest > facts.Now ? latest : null;
    }

    private static WorkItemPart PartOf(RecordKind kind) => kind == RecordKind.Report ? WorkItemPart.Evidence : WorkItemPart.History;

    private static Refusal Nothing(OpenRecords asked) => asked.Item is not null || asked.Record is not null
        ? Refusal.Of("not-found", "There is nothing there for you to open.", "没有可供您查阅的个人信息。")
        : Refusal.Of("not-found", "There are no records of you.", "没有您的个人信息记录。");
}
