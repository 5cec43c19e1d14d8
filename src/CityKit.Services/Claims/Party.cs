using CityKit.Core;

namespace CityKit.Services.Claims;

/// <summary>Somebody whose credentials matter beside the applicant's (当事人): a child, a spouse, the deceased.</summary>
/// <param name="Id">The id in the file.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Class">The least class of every claim about them: <see cref="ClaimClass.Sensitive"/> for a child.</param>
public sealed record Party(string Id, LocalizedText Name, ClaimClass Class);
