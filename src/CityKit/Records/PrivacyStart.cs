using System.Security.Cryptography;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Privacy;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Records;

/// <summary>What a start does about personal data, before anything is taken in.</summary>
internal sealed class PrivacyStart(HubSetup setup, ICityStore store, PrivacyDoor door)
{
    internal const int Together = 500;

    /// <summary>That the keys given are not those that the store's were wrapped with is known at once, not at the first reading.</summary>
    /// <exception cref="ArgumentException">They are others.</exception>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask CheckKeysAsync(CancellationToken cancellationToken)
    {
        await foreach (var subject in store.ReadSubjectsAsync(cancellationToken).ConfigureAwait(false))
        {
            Unwrap(subject);
            return;
        }
    }

    /// <summary>The keys of all subjects, wrapped with the newest master key, part by part; none when they are already.</summary>
    internal async IAsyncEnumerable<SubjectKey[]> RewrapAsync(StateCell? wrapped)
    {
        if (wrapped is not null && wrapped.Bytes.Span.SequenceEqual(KeyId())) yield break;
        await foreach (var part in store.ReadSubjectsAsync(CancellationToken.None).Chunk(Together).ConfigureAwait(false))
            yield return [.. part.Select(subject => subject with { Wrapped = setup.Keys.Wrap(subject.Id, Unwrap(subject)) })];
    }

    /// <summary>What the cell of the keys holds.</summary>
    internal byte[] KeyId() => System.Text.Encoding.UTF8.GetBytes(setup.Keys.KeyId);

    /// <summary>Who was erased and is there again; null for nobody.</summary>
    /// <exception cref="IOException">The log or the store cannot be read now.</exception>
    internal async ValueTask<ErasedAgain?> FindErasedAsync(CancellationToken cancellationToken)
    {
        var back = new List<string>();
        foreach (var part in (await LogAsync(cancellationToken).ConfigureAwait(false)).Chunk(Together))
        {
            var found = await store.FindSubjectsAsync([.. part.Select(line => line.Subject)], cancellationToken).ConfigureAwait(false);
            back.AddRange(found.Select(subject => subject.Id.ToString()));
        }
        back.Sort(StringComparer.Ordinal);
        return back.Count == 0 ? null : new ErasedAgain(back);
    }

    /// <summary>The persons who wrote texts of a version before; to be disposed of when these are stored as their records.</summary>
    internal ValueTask<FoundSubjects> WritersOfAsync(IEnumerable<ProtectedText> texts, CancellationToken cancellationToken) =>
        door.Subjects.TakeAsync([.. texts.Select(WriterOf).Distinct()], cancellationToken);

    /// <summary>A text of a version before as a record of the person who wrote it, and the work item that it is about.</summary>
    internal async ValueTask<(PersonalInput Personal, WorkItemId? Item)> SealAsync(
        ProtectedText text, FoundSubjects writers, CancellationToken cancellationToken)
    {
        var record = writers[WriterOf(text)].Cipher().Seal(text.Id, new PersonalData { Text = text.Text });
        var items = await store.QueryAsync(
            ItemDocuments.Kind.Query().Where(ItemDocuments.Reports, text.Id).Take(1), cancellationToken).ConfigureAwait(false);
        return (new PersonalInput(writers.New, [(record, RecordKind.Report)]), items.Rows.Count == 0 ? null : items.Rows[0].Id);
    }

    /// <summary>A text's id was its actor, a slash, the report's id.</summary>
    private static SubjectReference WriterOf(ProtectedText text) =>
        SubjectReference.Person(text.Id[..Math.Max(0, text.Id.LastIndexOf('/'))]);

    /// <summary>A setup with subjects in the place of households; to be disposed of when it is stored.</summary>
    /// <exception cref="IOException">The log or the store cannot be read now.</exception>
    internal async ValueTask<(HubConfiguration Configuration, FoundSubjects Subjects)> VeilAsync(
        HubConfiguration given, CancellationToken cancellationToken)
    {
        var erased = Erased(RegisterReferences.Find(given.Sensors.Span), await LogAsync(cancellationToken).ConfigureAwait(false));
        SubjectReference[] references = [.. RegisterReferences.Find(given.Sensors.Span).Where(reference => !erased.ContainsKey(reference))];
        if (references.Length + erased.Count == 0) return (given, FoundSubjects.None);
        var subjects = await door.Subjects.TakeAsync(references, cancellationToken).ConfigureAwait(false);
        var veiled = RegisterReferences.Replace(given.Sensors, r => erased.TryGetValue(r, out var gone) ? gone : subjects[r].Id);
        return (given with { Sensors = WithoutConsent(veiled, erased.Values.ToHashSet()), GivenSensors = given.Sensors }, subjects);
    }

    private async ValueTask<IReadOnlyList<ErasedSubject>> LogAsync(CancellationToken cancellationToken) =>
        setup.ErasureLog is { } log ? await log.ReadAsync(cancellationToken).ConfigureAwait(false) : [];

    /// <summary>The households that were erased: a file that still names them does not bring them back.</summary>
    private Dictionary<SubjectReference, SubjectId> Erased(
        IReadOnlyList<SubjectReference> references, IReadOnlyList<ErasedSubject> log)
    {
        var known = new Dictionary<SubjectLookup, SubjectId>();
        foreach (var (subject, household) in log)
            if (household is { } lookup) known[lookup] = subject;
        return known.Count == 0 ? [] : references.Where(reference => known.ContainsKey(setup.Keys.LookUp(reference.ToString())))
            .ToDictionary(reference => reference, reference => known[setup.Keys.LookUp(reference.ToString())]);
    }

    /// <summary>No rule runs over the sensors of who was erased, whatever consent the file has.</summary>
    private static ReadOnlyMemory<byte> WithoutConsent(ReadOnlyMemory<byte> sensors, IReadOnlySet<SubjectId> erased) =>
        erased.Count == 0 || SensorRegister.Parse(sensors.Span, out _) is not { } register ? sensors
            : SensorJson.ToUtf8([.. register.Sensors.Select(sensor => IsOf(sensor, erased) ? sensor with { Consent = null } : sensor)]);

    private static bool IsOf(Sensor sensor, IReadOnlySet<SubjectId> households) =>
        SubjectId.TryParse(sensor.Household, null, out var household) && households.Contains(household);

    private byte[] Unwrap(SubjectKey subject)
    {
        try
        {
            return setup.Keys.Unwrap(subject.Id, subject.Wrapped.Span);
        }
        catch (CryptographicException wrong)
        {
            throw new ArgumentException(
                $"The master keys given are not those of this store ({wrong.Message}): give the hub its own key file. "
                + "主密钥与存储不符，请使用该存储原有的密钥文件。", wrong);
        }
    }
}
