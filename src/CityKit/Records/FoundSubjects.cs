namespace CityKit.Records;

/// <summary>The subjects of some references; disposed of when the input that needs them is decided.</summary>
internal sealed class FoundSubjects(IReadOnlyDictionary<SubjectReference, FoundSubject> subjects, Action leave) : IDisposable
{
    internal static FoundSubjects None { get; } = new(new Dictionary<SubjectReference, FoundSubject>(), () => { });

    internal FoundSubject this[SubjectReference reference] => subjects[reference];

    /// <summary>Those that the store has not yet.</summary>
    internal IReadOnlyList<NewSubject> New => [.. subjects.Values.Select(subject => subject.New).OfType<NewSubject>()];

    public void Dispose() => leave();
}
