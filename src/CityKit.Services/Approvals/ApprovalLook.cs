using CityKit.Core;

namespace CityKit.Services.Approvals;

/// <summary>Something that a person is to look at (需人工核对).</summary>
/// <param name="Kind"><c>material</c>, <c>condition</c>, or <c>item</c> when a person always decides.</param>
/// <param name="Id">The id of the material, the condition or the item.</param>
/// <param name="Text">What to look at.</param>
public sealed record ApprovalLook(string Kind, string Id, LocalizedText Text);
