namespace CityKit.Services.Hub;

/// <summary>What was found when credentials were shown (核验结论), as the journal has it: no claim, no value, no reason.</summary>
/// <param name="Version">The version of the item that was looked at.</param>
/// <param name="Proved">Ids of materials that credentials prove.</param>
/// <param name="NotNeeded">Ids of materials that are not needed.</param>
/// <param name="Ask">Ids of the other materials that a connected source can confirm, each with the source.</param>
/// <param name="IsMet">Whether every condition of instant approval holds; it holds on this day alone.</param>
public sealed record ShowFindings(
    string Version, IReadOnlyList<string> Proved, IReadOnlyList<string> NotNeeded, IReadOnlyList<MaterialSourceName> Ask, bool IsMet);
