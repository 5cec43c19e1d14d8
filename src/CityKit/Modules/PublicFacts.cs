using CityKit.Cases.Profiles;
using CityKit.Components.Catalogues;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Modules;

/// <summary>What an <see cref="IPublicCode"/> reads.</summary>
/// <param name="Store">What is stored.</param>
/// <param name="Now">The hub's clock.</param>
/// <param name="Profiles">The profiles in force: what states and stages are called.</param>
/// <param name="Classes">What classes are called.</param>
public sealed record PublicFacts(ICityStore Store, Instant Now, ProfileCatalogue Profiles, CatalogueSet Classes);
