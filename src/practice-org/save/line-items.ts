import type { Org } from '../org.ts';
import type { FieldValue, StoredRecord, Values } from '../value.ts';

const recordOf = (org: Org, id: FieldValue | undefined): StoredRecord | undefined =>
  typeof id === 'string' ? org.records.get(id) : undefined;

const cents = (amount: number) => Math.round(amount * 100) / 100;

/** What an org takes for a price from its product. */
export function computedPrice(org: Org, after: Values): Values {
  const product = recordOf(org, after.Product2Id);
  return { Name: product?.Name ?? null, ProductCode: product?.ProductCode ?? null };
}

/** What an org works out for a line item: its product, and the price that isn't sent of one and of all pieces. */
export function computedLineItem(org: Org, after: Values, sent: Values): Values {
  const entry = recordOf(org, after.PricebookEntryId);
  const opportunity = recordOf(org, after.OpportunityId);
  const quantity = Number(after.Quantity ?? 1);
  const byTotal = typeof sent.TotalPrice === 'number' && typeof sent.UnitPrice !== 'number';
  const unit = byTotal
    ? cents(Number(after.TotalPrice) / quantity)
    : Number(after.UnitPrice ?? entry?.UnitPrice ?? 0);
  return {
    Product2Id: entry?.Product2Id ?? null,
    ProductCode: entry?.ProductCode ?? null,
    Name: `${opportunity?.Name ?? ''} ${entry?.Name ?? ''}`.trim(),
    ListPrice: entry?.UnitPrice ?? null,
    UnitPrice: unit,
    TotalPrice: byTotal ? after.TotalPrice! : cents(unit * quantity),
  };
}

/**
 * The amount of an opportunity is the sum of its line items, whatever else is sent, and its price book that of the first
 * one. Source: Object Reference, Opportunity and OpportunityLineItem.
 */
export function sumUp(org: Org, opportunityId: FieldValue | undefined): void {
  const opportunity = recordOf(org, opportunityId);
  if (!opportunity) return;
  const items = org.records.find('OpportunityLineItem', 'OpportunityId', opportunity.Id);
  const [first] = items;
  if (!first && opportunity.HasOpportunityLineItem !== true) return;
  if (!first) {
    org.records.update(opportunity.Id, { HasOpportunityLineItem: false });
    return;
  }
  const Amount = cents(items.reduce((sum, item) => sum + Number(item.TotalPrice), 0));
  org.records.update(opportunity.Id, {
    ...{ Amount, HasOpportunityLineItem: true },
    ExpectedRevenue: cents((Amount * Number(opportunity.Probability ?? 0)) / 100),
    Pricebook2Id: opportunity.Pricebook2Id ?? recordOf(org, first.PricebookEntryId)?.Pricebook2Id ?? null,
  });
}
