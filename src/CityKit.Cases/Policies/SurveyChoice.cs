using CityKit.Core;

namespace CityKit.Cases.Policies;

/// <summary>An answer that a question allows (选项).</summary>
/// <param name="Id">What is kept of it.</param>
/// <param name="Name">What people read.</param>
public sealed record SurveyChoice(string Id, LocalizedText Name);
