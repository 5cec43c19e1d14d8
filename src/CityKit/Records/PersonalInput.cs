using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Records;

/// <summary>Personal data that comes with an input and is stored in its commit, apart from the journal.</summary>
/// <param name="Subjects">Subjects that the store has not yet.</param>
/// <param name="Records">Records, and what each is.</param>
internal sealed record PersonalInput(IReadOnlyList<NewSubject> Subjects, IReadOnlyList<(ProtectedRecord Record, RecordKind Kind)> Records)
{
    internal static PersonalInput None { get; } = new([], []);
}
