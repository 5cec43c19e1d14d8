using CityKit.Components;

namespace CityKit.Benchmarks.CityYears;

/// <summary>A kind of request, as a 311 set words it, and what it is here.</summary>
/// <param name="Word">What the set's type contains, in small letters.</param>
/// <param name="Class">The class of GB/T 47678.5.</param>
/// <param name="Body">Who handles it.</param>
internal sealed record CaseKind(string Word, ClassKey Class, string Body);
