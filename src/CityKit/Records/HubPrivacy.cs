using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Sensors.Register;
using CityKit.Storage;

namespace CityKit.Records;

/// <summary>
/// Personal data of a hub (个人信息): opened in one way, which notes who read what and what for, and erased. See <c>docs/privacy.md</c>.
/// </summary>
public sealed partial class HubPrivacy
{
    private readonly ICityStore store;
    private readonly IKeyProtector keys;
    private readonly PrivacyDoor door;
    private readonly Func<SensorQuestion, CancellationToken, ValueTask<IReadOnlyList<Sensor>>> sensors;
    private readonly IReadOnlyList<PersonalThings> things;
    private readonly Func<HubCommand, Actor, CancellationToken, ValueTask<CommandAnswer>> execute;
    private readonly Func<Actor, CancellationToken, ValueTask<ActorView>> view;
    private readonly Func<string, CancellationToken, ValueTask<IReadOnlyList<PersonalRead>>> reads;

    internal HubPrivacy(ICityStore store, IKeyProtector keys, PrivacyDoor door,
        Func<SensorQuestion, CancellationToken, ValueTask<IReadOnlyList<Sensor>>> sensors,
        IReadOnlyList<PersonalThings> things, Func<HubCommand, Actor, CancellationToken, ValueTask<CommandAnswer>> execute,
        Func<Actor, CancellationToken, ValueTask<ActorView>> view,
        Func<string, CancellationToken, ValueTask<IReadOnlyList<PersonalRead>>> reads)
    {
        (this.store, this.keys, this.door, this.sensors, this.things) = (store, keys, door, sensors, things);
        (this.execute, this.view, this.reads) = (execute, view, reads);
    }

    /// <summary>
    /// Opens the protected records of a work item: of those there are, the parts that the actor's roles see by its profile. The reading is
    /// noted before anything is opened. How and where the reporter can be reached is shown to those alone who call reporters back: who
    /// handles the matter reads what was reported, and no phone number.
    /// </summary>
    /// <param name="commandId">The reading's id: repeated, it opens the same and is noted once.</param>
    /// <param name="item">The work item.</param>
    /// <param name="purpose">What for, 1 to 64 of a-z, 0-9, '-', such as <c>handling</c>; <c>legal-duty</c> for what waits to be
    /// erased.</param>
    /// <param name="actor">Who reads, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public ValueTask<OpenAnswer> OpenAsync(
        string commandId, WorkItemId item, string purpose, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        return OpenAsync(new OpenRecords(commandId, item, null, purpose), actor, cancellationToken);
    }

    /// <summary>Opens one record that is about no work item: why a lead was dismissed, or a device suspended or revoked.</summary>
    /// <param name="commandId">The reading's id.</param>
    /// <param name="record">The record, as <see cref="PersonalText.RecordOf"/> finds it in a reason.</param>
    /// <param name="purpose">What for, 1 to 64 of a-z, 0-9, '-'.</param>
    /// <param name="actor">A duty officer, duty leader or administrator, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public ValueTask<OpenAnswer> OpenRecordAsync(
        string commandId, string record, string purpose, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(record);
        ArgumentNullException.ThrowIfNull(purpose);
        return OpenAsync(new OpenRecords(commandId, null, record, purpose), actor, cancellationToken);
    }

    /// <summary>Opens what is kept of a person, for that person (查阅本人信息).</summary>
    /// <param name="commandId">The reading's id.</param>
    /// <param name="actor">The person, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    public ValueTask<OpenAnswer> OpenOwnAsync(string commandId, Actor actor, CancellationToken cancellationToken = default) =>
        OpenAsync(new OpenRecords(commandId, null, null, "own"), actor, cancellationToken);

    /// <summary>Who read what is kept of a person, and what for, the latest first, for that person.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async IAsyncEnumerable<PersonalRead> ReadsOfAsync(
        Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var known = await door.KnownAsync(actor, cancellationToken).ConfigureAwait(false);
        var reads = PrivacyDocuments.Reads.Query()
            .Where(PrivacyDocuments.ReadSubjects, known.Id).OrderBy(PrivacyDocuments.ReadAt, descending: true);
        await foreach (var read in store.ReadAsync(reads, cancellationToken).ConfigureAwait(false)) yield return read;
    }

    /// <summary>
    /// Erases a person: the key and every record go, and with them the reasons of steps on the person's reports; what was decided stays.
    /// Where the policy asks for records to be kept longer, they are erased then, and open for <c>legal-duty</c> alone until then.
    /// </summary>
    /// <param name="commandId">The command's id.</param>
    /// <param name="account">The person's account.</param>
    /// <param name="actor">An administrator or the person, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now, or the erasure log cannot be written.</exception>
    public ValueTask<CommandAnswer> ErasePersonAsync(
        string commandId, string account, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        return EraseAsync(commandId, SubjectReference.Person(account), actor, cancellationToken);
    }

    /// <summary>
    /// Erases a household in the same way, after its consents are withdrawn: its sensors' readings are nobody's from then on. A register
    /// file that still names it does not bring it back; one that comes again has another reference.
    /// </summary>
    /// <param name="commandId">The command's id.</param>
    /// <param name="household">The reference that the register has.</param>
    /// <param name="actor">An administrator, from the authenticated principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now, or the erasure log cannot be written.</exception>
    public ValueTask<CommandAnswer> EraseHouseholdAsync(
        string commandId, string household, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(household);
        return EraseAsync(commandId, SubjectReference.Household(household), actor, cancellationToken);
    }

    /// <summary>Withdraws every consent of a household; each withdrawal is a command of its own, the same when it is sent again.</summary>
    private async ValueTask<Refusal?> WithdrawAsync(string commandId, SubjectId household, Actor actor, CancellationToken cancellationToken)
    {
        var name = household.ToString();
        var entries = await sensors(new SensorQuestion { Households = [name] }, cancellationToken).ConfigureAwait(false);
        var purposes = entries.Select(entry => entry.Consent?.Purpose).OfType<string>().Distinct();
        foreach (var purpose in purposes)
        {
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{commandId}|{purpose}")).AsSpan(0, 16));
            var answer = await execute(new WithdrawConsent($"erase-{id}", name, purpose), actor, cancellationToken).ConfigureAwait(false);
            if (answer.Refusal is { Code: not "not-found" } refusal) return refusal;
        }
        return null;
    }

    private async ValueTask<OpenAnswer> OpenAsync(OpenRecords asked, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (CheckPurpose(asked.Purpose) is { } bad) return new OpenAnswer(bad, []);
        var answer = await execute(asked, actor, cancellationToken).ConfigureAwait(false);
        if (answer.Refusal is { } refusal) return new OpenAnswer(refusal, []);
        var by = await door.KnownAsync(actor, cancellationToken).ConfigureAwait(false);
        var opened = new List<OpenedRecord>();
        foreach (var read in await reads(CommandIds.KeyOf(by, asked.CommandId), cancellationToken).ConfigureAwait(false))
            opened.AddRange(await OpenAsync(read, cancellationToken).ConfigureAwait(false));
        return new OpenAnswer(null, asked.Item is { } item && !await CallsBackAsync(item, actor, cancellationToken).ConfigureAwait(false)
            ? [.. opened.Select(record => record.Subject.ToString() == by.Id ? record : WithoutContact(record))]
            : [.. opened.DistinctBy(record => record.Id).OrderBy(record => record.At).ThenBy(record => record.Id, StringComparer.Ordinal)]);
    }

    private async ValueTask<bool> CallsBackAsync(WorkItemId id, Actor actor, CancellationToken cancellationToken) =>
        await store.FindItemAsync(id, cancellationToken).ConfigureAwait(false) is { } item
        && (await view(actor, cancellationToken).ConfigureAwait(false)).Over(item) is { } over && over.Roles.Overlaps(PrivacyDesk.Callers);

    private static OpenedRecord WithoutContact(OpenedRecord record) =>
        record with { Data = record.Data with { Contact = null, Position = null } };

    private async ValueTask<IReadOnlyList<OpenedRecord>> OpenAsync(PersonalRead read, CancellationToken cancellationToken)
    {
        var subjects = (await store.FindSubjectsAsync(read.Subjects, cancellationToken).ConfigureAwait(false))
            .ToDictionary(subject => subject.Id, subject => new SubjectCipher(subject.Id, keys.Unwrap(subject.Id, subject.Wrapped.Span)));
        var records = await store.FindRecordsAsync(read.Records, cancellationToken).ConfigureAwait(false);
        var opened = new List<OpenedRecord>();
        foreach (var record in records.Where(record => subjects.ContainsKey(record.Subject)))
            if (await store.FindAsync(PrivacyDocuments.Records, record.Id, cancellationToken).ConfigureAwait(false) is { } info)
                opened.Add(new OpenedRecord(record.Id, record.Subject, info.Kind, info.At, Open(info, record, subjects[record.Subject])));
        return [.. opened.OrderBy(record => record.At).ThenBy(record => record.Id, StringComparer.Ordinal)];
    }

    /// <summary>Evidence is opened by itself: here it is named alone.</summary>
    private static PersonalData Open(RecordInfo info, ProtectedRecord record, SubjectCipher cipher) =>
        info.Kind == RecordKind.Evidence ? new PersonalData { Reference = record.Id } : cipher.Open(record);

    private async ValueTask<CommandAnswer> EraseAsync(
        string commandId, SubjectReference reference, Actor actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var found = await door.Subjects.FindAsync([reference], cancellationToken).ConfigureAwait(false);
        if (found.Values.FirstOrDefault() is not { } subject)
            return CommandAnswer.Refused(Refusal.Of("not-found", $"There is no data of this {reference.Kind}.", "没有该主体的个人信息。"));
        var isHousehold = reference.Kind == SubjectReference.Of.Household;
        if (isHousehold && await WithdrawAsync(commandId, subject.Id, actor, cancellationToken).ConfigureAwait(false) is { } refusal)
            return CommandAnswer.Refused(refusal);
        return await execute(new EraseSubject(commandId, subject.Id, await MattersOfAsync(subject.Id, isHousehold, cancellationToken)
            .ConfigureAwait(false), isHousehold), actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The subjects of what only concerns a person or a household: its work items, and its things in modules.</summary>
    private async ValueTask<IReadOnlyList<SubjectId>> MattersOfAsync(
        SubjectId subject, bool isHousehold, CancellationToken cancellationToken)
    {
        var items = isHousehold ? ItemDocuments.Kind.Query().Where(ItemDocuments.Household, subject.ToString())
            : ItemDocuments.Kind.Query().StartingWith(ItemDocuments.Reports, $"{subject}/");
        var ids = await store.ReadAsync(items.OrderBy(ItemDocuments.At), cancellationToken)
            .Select(item => item.Id).ToArrayAsync(cancellationToken).ConfigureAwait(false);
        var found = await door.Subjects.FindAsync([.. ids.Select(SubjectReference.Matter)], cancellationToken).ConfigureAwait(false);
        var evidence = await EvidenceOfAsync(ids, cancellationToken).ConfigureAwait(false);
        var own = await ThingsOfAsync(subject, cancellationToken).ConfigureAwait(false);
        return [.. found.Values.Select(matter => matter.Id).Union(evidence).Union(own).OrderBy(id => id.Value)];
    }

    private async ValueTask<IReadOnlyCollection<SubjectId>> ThingsOfAsync(SubjectId person, CancellationToken cancellationToken)
    {
        var subjects = new HashSet<SubjectId>();
        foreach (var kind in things)
            await foreach (var thing in kind.OfAsync(store, person.ToString(), cancellationToken).ConfigureAwait(false))
                if (SubjectId.TryParse(thing, null, out var subject)) subjects.Add(subject);
        return subjects;
    }

    /// <summary>The subjects of what was photographed in office at these items; a person's own evidence goes with that person.</summary>
    private async ValueTask<IReadOnlyCollection<SubjectId>> EvidenceOfAsync(
        IEnumerable<WorkItemId> items, CancellationToken cancellationToken)
    {
        var subjects = new HashSet<SubjectId>();
        foreach (var item in items)
            await foreach (var record in store.ReadAsync(PrivacyDocuments.Records.Query()
                .Where(PrivacyDocuments.Item, item.ToString()), cancellationToken).ConfigureAwait(false))
                if (record.Kind == RecordKind.Evidence) subjects.Add(record.Subject);
        DocumentKey[] identities = [.. subjects.Select(subject => new DocumentKey(PrivacyDocuments.Records.Name, subject.ToString()))];
        var persons = await store.FindAsync(identities, cancellationToken).ConfigureAwait(false);
        subjects.ExceptWith(persons.Select(identity => SubjectId.Parse(identity.Id)));
        return subjects;
    }

    /// <returns>That something is no purpose; null when it is one.</returns>
    internal static Refusal? CheckPurpose(string purpose) => PurposeRule().IsMatch(purpose) ? null : Refusal.Of("bad-purpose",
        $"'{purpose}' is no purpose: 1 to 64 of a-z, 0-9, '-'.", $"“{purpose}”不是用途：须为 1 至 64 个 a-z、0-9 或 -。");

    [GeneratedRegex("^[a-z0-9-]{1,64}$")]
    private static partial Regex PurposeRule();
}
