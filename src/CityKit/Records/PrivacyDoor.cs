using System.Text;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Records;

/// <summary>
/// Takes personal data out of what comes in, before the writer sees it: a person's account and a household become their subject, what
/// somebody wrote in words of their own becomes a reference to a protected record.
/// </summary>
internal sealed class PrivacyDoor(ICityStore store, IKeyProtector keys, ModuleCatalogue modules)
{
    private const int MaxAccount = 128;

    /// <summary>The subjects of references.</summary>
    internal SubjectBook Subjects { get; } = new(store, keys);

    /// <summary>Whether an account is a person of the public, not of somebody who acts in office.</summary>
    internal static bool IsPerson(Actor actor) => actor.AnyRoles.All(role => role == Role.Resident);

    /// <returns>What is wrong with what a module keeps of a person, or with how the person is named; null for nothing.</returns>
    internal Refusal? Check(HubCommand command)
    {
        if (modules.Command(command.GetType())?.Text is not { Person: { } person } text) return null;
        return person.Of(command) is { Length: > 0 and <= MaxAccount } account && !SubjectId.TryParse(account, null, out _)
            ? text.Check(command)
            : Refusal.Of("bad-person", $"Name the person by account, 1 to {MaxAccount} characters, not by subject.",
                $"请以账号（1 至 {MaxAccount} 个字符）指明本人，而非主体编号。");
    }

    /// <param name="command">The command as the caller gave it.</param>
    /// <param name="actor">Who gives it.</param>
    /// <param name="report">What a report says; null for another command.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isKnown">Whether the actor is as the journal is to know him, and nobody's account.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<VeiledCommand> VeilAsync(
        HubCommand command, Actor actor, PersonalData? report, CancellationToken cancellationToken, bool isKnown = false)
    {
        var isPerson = !isKnown && IsPerson(actor);
        actor = await AtKnownPlacesAsync(actor, cancellationToken).ConfigureAwait(false);
        var texts = TextsOf(command);
        var names = NamesOf(command);
        SubjectReference?[] found = [.. ReferencesOf(command).Cast<SubjectReference?>(), .. names.Select(name =>
            (SubjectReference?)name.Of),
            isPerson ? SubjectReference.Person(actor.Id) : null, .. texts.Select(text => (SubjectReference?)text.Matter),
            report is null || isPerson ? null : MatterOf(command, actor)];
        SubjectReference[] references = [.. found.OfType<SubjectReference>().Distinct()];
        if (references.Length == 0) return new VeiledCommand(command, actor, PersonalInput.None, FoundSubjects.None);
        var subjects = await Subjects.TakeAsync(references, cancellationToken).ConfigureAwait(false);
        try
        {
            return Veil(Name(command, names, subjects), isPerson ? Veil(actor, subjects) : actor, texts, report,
                isPerson ? SubjectReference.Person(actor.Id) : MatterOf(command, actor), subjects);
        }
        catch
        {
            subjects.Dispose();
            throw;
        }
    }

    /// <summary>An actor as the journal knows him; a person whom the store does not know is nobody.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<Actor> KnownAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor = await AtKnownPlacesAsync(actor, cancellationToken).ConfigureAwait(false);
        if (!IsPerson(actor)) return actor;
        var known = await Subjects.FindAsync([SubjectReference.Person(actor.Id)], cancellationToken).ConfigureAwait(false);
        return actor with { Id = (known.Values.FirstOrDefault()?.Id ?? SubjectId.Create()).ToString() };
    }

    /// <summary>The subject of a person by the account, or of a household by its reference; null for one that is not known.</summary>
    internal async ValueTask<string?> FindSubjectAsync(string name, CancellationToken cancellationToken)
    {
        if (SubjectId.TryParse(name, null, out _)) return name;
        var known = await Subjects.FindAsync(
            [SubjectReference.Person(name), SubjectReference.Household(name)], cancellationToken).ConfigureAwait(false);
        return known.Values.FirstOrDefault()?.Id.ToString();
    }

    /// <summary>
    /// A household that the actor belongs to is named by its subject; one that the store does not know has nothing to see.
    /// </summary>
    private async ValueTask<Actor> AtKnownPlacesAsync(Actor actor, CancellationToken cancellationToken)
    {
        var named = actor.Places.Concat(actor.Grants.Select(grant => grant.In)).Where(IsReference).Select(ReferenceOf).Distinct().ToArray();
        if (named.Length == 0) return actor;
        var known = await Subjects.FindAsync(named, cancellationToken).ConfigureAwait(false);
        return actor with
        {
            Places = [.. actor.Places.SelectMany(place => Known(place, known))],
            Grants = [.. actor.Grants.SelectMany(grant => Known(grant.In, known).Select(place => grant with { In = place }))],
        };
    }

    private static bool IsReference(Scope scope) => scope.Kind == ScopeKind.Household && !SubjectId.TryParse(scope.Key, null, out _);

    private static SubjectReference ReferenceOf(Scope household) => SubjectReference.Household(household.Key);

    private static IEnumerable<Scope> Known(Scope scope, IReadOnlyDictionary<SubjectReference, FoundSubject> known) =>
        !IsReference(scope) ? [scope]
        : known.TryGetValue(ReferenceOf(scope), out var found) ? [Scope.Of(ScopeKind.Household, found.Id.ToString())]
        : [];

    private static VeiledCommand Veil(HubCommand command, Actor veiled,
        IReadOnlyList<(PersonalText Place, string Text, SubjectReference Matter)> texts, PersonalData? report, SubjectReference reporter,
        FoundSubjects subjects)
    {
        var records = new List<(ProtectedRecord, RecordKind)>();
        var cause = CommandIds.KeyOf(veiled, command.CommandId);
        command = Replace(command, subjects);
        foreach (var (i, written) in texts.Index()) command = Keep(command, written, i == 0 ? cause : $"{cause}/{i}", subjects, records);
        if (report is not null) command = Keep((FileReport)command, report, cause, subjects[reporter], records);
        return new VeiledCommand(command, veiled, new PersonalInput(subjects.New, records), subjects);
    }

    private static HubCommand Keep(HubCommand command, (PersonalText Place, string Text, SubjectReference Matter) written, string cause,
        FoundSubjects subjects, List<(ProtectedRecord, RecordKind)> records)
    {
        var record = subjects[written.Matter].Cipher().Seal(cause, new PersonalData { Text = written.Text });
        records.Add((record, written.Place.Person is null ? RecordKind.Reason : RecordKind.Held));
        return written.Place.With(command, PersonalText.ReferenceTo(record.Id));
    }

    private static FileReport Keep(
        FileReport report, PersonalData data, string cause, FoundSubject subject, List<(ProtectedRecord, RecordKind)> records)
    {
        var record = subject.Cipher().Seal(cause, data);
        records.Add((record, RecordKind.Report));
        return report with { TextDigest = record.Id };
    }

    private (PersonalText Place, string Text, SubjectReference Matter)[] TextsOf(HubCommand command) =>
        modules.Command(command.GetType()) is not { } declared ? []
            : [.. new[] { declared.Text, declared.Also }.OfType<PersonalText>().SelectMany(place => TextOf(place, command))];

    private static IEnumerable<(PersonalText Place, string Text, SubjectReference Matter)> TextOf(PersonalText place, HubCommand command) =>
        place.Of(command) is { } text && !string.IsNullOrWhiteSpace(text) && text.Length <= place.MaxLength
            ? [(place, text, OwnerOf(place, command))] : [];

    private static SubjectReference OwnerOf(PersonalText place, HubCommand command) => place.Person?.Of(command) is { } account
        ? SubjectReference.Person(account) : SubjectReference.Matter(place.MatterOf(command));

    /// <summary>Where a command names persons and things by something else than their subject.</summary>
    private IReadOnlyList<(PersonalName Place, SubjectReference Of)> NamesOf(HubCommand command) =>
    [
        .. from place in modules.Command(command.GetType())?.Names ?? []
           let name = place.Of(command)
           where !string.IsNullOrEmpty(name) && !SubjectId.TryParse(name, null, out _)
           select (place, place.Thing is { } thing ? SubjectReference.Matter($"{thing}/{name}") : SubjectReference.Person(name)),
    ];

    private static HubCommand Name(
        HubCommand command, IReadOnlyList<(PersonalName Place, SubjectReference Of)> names, FoundSubjects subjects)
    {
        foreach (var (place, of) in names) command = place.With(command, subjects[of].Id.ToString());
        return command;
    }

    private static IReadOnlyList<SubjectReference> ReferencesOf(HubCommand command) => command switch
    {
        PutSensors put => RegisterReferences.Find(Encoding.UTF8.GetBytes(put.File)),
        _ when HouseholdOf(command) is { } household => [SubjectReference.Household(household)],
        _ => [],
    };

    /// <summary>The household that a command names, unless it is named by its subject already.</summary>
    private static string? HouseholdOf(HubCommand command)
    {
        var household = command switch
        {
            WithdrawConsent withdraw => withdraw.Household,
            NoteAway away => away.Household,
            SuspendRule suspend => suspend.Household,
            _ => null,
        };
        return string.IsNullOrEmpty(household) || SubjectId.TryParse(household, null, out _) ? null : household;
    }

    private static HubCommand WithHousehold(HubCommand command, string household) => command switch
    {
        WithdrawConsent withdraw => withdraw with { Household = household },
        NoteAway away => away with { Household = household },
        SuspendRule suspend => suspend with { Household = household },
        _ => command,
    };

    private static HubCommand Replace(HubCommand command, FoundSubjects subjects) => command switch
    {
        PutSensors put => put with { File = Encoding.UTF8.GetString(
            RegisterReferences.Replace(Encoding.UTF8.GetBytes(put.File), reference => subjects[reference].Id).Span) },
        _ when HouseholdOf(command) is { } household =>
            WithHousehold(command, subjects[SubjectReference.Household(household)].Id.ToString()),
        _ => command,
    };

    private static Actor Veil(Actor actor, FoundSubjects subjects) =>
        actor with { Id = subjects[SubjectReference.Person(actor.Id)].Id.ToString() };

    /// <summary>A report that somebody files in office.</summary>
    private static SubjectReference MatterOf(HubCommand report, Actor actor) =>
        SubjectReference.Matter($"report/{CommandIds.KeyOf(actor, report.CommandId)}");
}
