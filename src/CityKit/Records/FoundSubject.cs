using System.Security.Cryptography;
using CityKit.Privacy;
using CityKit.Storage;

namespace CityKit.Records;

/// <summary>A subject that a reference led to; its key is unwrapped when it is needed.</summary>
/// <param name="Id">The subject.</param>
/// <param name="Cipher">Unwraps its key; throws <see cref="CryptographicException"/> where that cannot be.</param>
/// <param name="New">What a commit stores of a subject that the store has not; null for one that it has.</param>
internal sealed record FoundSubject(SubjectId Id, Func<SubjectCipher> Cipher, NewSubject? New);
