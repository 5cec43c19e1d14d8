using System.Security.Cryptography;
using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Records;

/// <summary>
/// Finds the subjects of references. One that the store has not is made, the same for everybody who asks until what they do with it is
/// decided: so two first inputs of one person are of one subject.
/// </summary>
internal sealed class SubjectBook(ICityStore store, IKeyProtector keys)
{
    private const int Together = 500;
    private readonly Lock gate = new();
    private readonly Dictionary<SubjectReference, Made> made = [];

    /// <summary>A subject made for a reference, while somebody may store it.</summary>
    private sealed class Made(Func<Task<FoundSubject>> make)
    {
        private readonly Lazy<Task<FoundSubject>> subject = new(make);

        internal Task<FoundSubject> Subject => subject.Value;

        internal int Users { get; set; }
    }

    /// <summary>The subjects of these references; to be disposed of when the input that needs them is decided.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<FoundSubjects> TakeAsync(
        IReadOnlyCollection<SubjectReference> references, CancellationToken cancellationToken)
    {
        var taken = Enter(references);
        try
        {
            var known = await FindAsync(references, cancellationToken).ConfigureAwait(false);
            var subjects = new Dictionary<SubjectReference, FoundSubject>();
            foreach (var (reference, one) in taken)
                subjects[reference] = known.GetValueOrDefault(reference)
                    ?? await one.Subject.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new FoundSubjects(subjects, () => Leave(taken.Keys));
        }
        catch
        {
            Leave(taken.Keys);
            throw;
        }
    }

    /// <summary>Those of these references that the store has.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<IReadOnlyDictionary<SubjectReference, FoundSubject>> FindAsync(
        IReadOnlyCollection<SubjectReference> references, CancellationToken cancellationToken)
    {
        var found = new Dictionary<SubjectReference, FoundSubject>();
        foreach (var part in references.Distinct().Chunk(Together))
        {
            var lookups = part.ToDictionary(reference => keys.LookUp(reference.ToString()));
            foreach (var row in await store.FindSubjectsAsync(lookups.Keys, cancellationToken).ConfigureAwait(false))
                found[lookups[row.Lookup]] = new FoundSubject(row.Id, () => CipherOf(row), null);
        }
        return found;
    }

    private SubjectCipher CipherOf(SubjectKey row)
    {
        try
        {
            return new SubjectCipher(row.Id, keys.Unwrap(row.Id, row.Wrapped.Span));
        }
        catch (CryptographicException wrong)
        {
            throw new IOException($"The key of {row.Id} cannot be unwrapped: check the store and the key file. 主体密钥无法解开。", wrong);
        }
    }

    private Dictionary<SubjectReference, Made> Enter(IReadOnlyCollection<SubjectReference> references)
    {
        var taken = new Dictionary<SubjectReference, Made>();
        lock (gate)
            foreach (var reference in references.Distinct())
            {
                if (!made.TryGetValue(reference, out var known)) made[reference] = known = new Made(() => MakeAsync(reference));
                known.Users++;
                taken[reference] = known;
            }
        return taken;
    }

    private void Leave(IEnumerable<SubjectReference> references)
    {
        lock (gate)
            foreach (var reference in references)
                if (--made[reference].Users == 0) made.Remove(reference);
    }

    private async Task<FoundSubject> MakeAsync(SubjectReference reference)
    {
        var lookup = keys.LookUp(reference.ToString());
        var (id, key) = await keys.CreateAsync(lookup, CancellationToken.None).ConfigureAwait(false); // others wait for it too
        var cipher = new SubjectCipher(id, key);
        return new FoundSubject(id, () => cipher, new NewSubject(new SubjectKey(id, lookup, keys.Wrap(id, key)),
            reference.HasIdentity ? cipher.SealIdentity(reference.Name) : null));
    }
}
