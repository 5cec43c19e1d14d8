using CityKit.Privacy;

namespace CityKit.Storage;

/// <summary>The key of a subject's records (主体密钥), wrapped: erased with its row, the records can never be read again.</summary>
/// <param name="Id">The subject.</param>
/// <param name="Lookup">How it is found; no two subjects of a store have the same.</param>
/// <param name="Wrapped">The key, as an <see cref="IKeyProtector"/> wrapped it.</param>
public sealed record SubjectKey(SubjectId Id, SubjectLookup Lookup, ReadOnlyMemory<byte> Wrapped);
