using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Import.Surveys;

namespace CityKit.Import.Previews;

/// <summary>A row as it would be read (预览行).</summary>
/// <param name="Number">Its number in the file, as rejects count it.</param>
/// <param name="Fields">What it has, by the standard's abbreviations, after constants and value lists.</param>
/// <param name="Place">Where it is, in WGS84; null when it would be rejected.</param>
/// <param name="Reject">Why it would be rejected; null when it would be taken.</param>
public sealed record PreviewRow(long Number, ImmutableArray<KeyValuePair<string, string>> Fields, GeoPoint? Place, SurveyReject? Reject);
