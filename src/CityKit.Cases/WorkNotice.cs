using CityKit.Core;
using NodaTime;

namespace CityKit.Cases;

/// <summary>A message to somebody about a work item (通知).</summary>
/// <param name="Key">Stable: the item's id, the history entry and the target; delivery uses it against doubles.</param>
/// <param name="Item">The item.</param>
/// <param name="At">When it became due.</param>
/// <param name="To">Who is to be notified.</param>
/// <param name="Text">What, without personal data.</param>
public sealed record WorkNotice(string Key, WorkItemId Item, Instant At, NoticeTarget To, LocalizedText Text);
