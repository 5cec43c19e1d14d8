using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Components.Catalogues;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Modules;

/// <summary>What an <see cref="IPublicCode"/> reads.</summary>
public sealed record PublicFacts
{
    internal PublicFacts(ICityStore store, Instant now, WorkEngine work, CatalogueSet classes, ReplyOpening openReplies) =>
        (Store, Now, Work, Classes, OpenReplies) = (store, now, work, classes, openReplies);

    /// <summary>What is stored.</summary>
    public ICityStore Store { get; }

    /// <summary>The hub's clock.</summary>
    public Instant Now { get; }

    /// <summary>The profiles in force: what states and stages are called.</summary>
    public ProfileCatalogue Profiles => Work.Profiles;

    /// <summary>What classes are called.</summary>
    public CatalogueSet Classes { get; }

    /// <summary>What is in force.</summary>
    internal WorkEngine Work { get; }

    /// <summary>Opens replies by their records: text by record.</summary>
    internal ReplyOpening OpenReplies { get; }
}
