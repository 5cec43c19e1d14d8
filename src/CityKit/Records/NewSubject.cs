using CityKit.Storage;

namespace CityKit.Records;

/// <summary>A subject that the store has not yet.</summary>
/// <param name="Key">Its key, wrapped.</param>
/// <param name="Identity">Whose it is; null for a matter.</param>
internal sealed record NewSubject(SubjectKey Key, ProtectedRecord? Identity);
