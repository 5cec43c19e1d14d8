namespace CityKit.Client.Profiles;

/// <summary>A field of a profile's own (扩展字段).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
/// <param name="Type"><c>Text</c>, <c>Flag</c>, <c>Number</c> or <c>Choice</c>.</param>
/// <param name="Values">What a choice may be.</param>
public sealed record ProfileField(string Id, string Zh, string En, string Type, IReadOnlyList<string> Values);
