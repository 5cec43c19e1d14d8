namespace CityKit.Cases;

/// <summary>
/// Another item that a decision touches; <see cref="WorkEngine.Follow"/> says what becomes of it. <c>default</c> names no item.
/// </summary>
/// <param name="Kind">How.</param>
/// <param name="Item">The other item.</param>
public readonly record struct WorkLink(WorkLinkKind Kind, WorkItemId Item);
