using CityKit.Core;

namespace CityKit.Cases;

/// <summary>A body that a model suggests (推荐单位).</summary>
/// <param name="Body">The body, 1 to 128 characters.</param>
/// <param name="Confidence">How sure the model is, 0 to 1.</param>
/// <param name="Reason">Why, for people; at most 500 characters in each language, without personal data.</param>
public sealed record SuggestedBody(string Body, decimal Confidence, LocalizedText Reason);
